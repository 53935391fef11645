// Passkeys: hands what the server asks to the device, and the device's answer back to the server.
const bytes = (text) => {
  const plain = text.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
};

const text = (buffer) => {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const create = async (asked) => {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey });
  return {
    ...frame(made),
    response: {
      attestationObject: text(made.response.attestationObject),
      clientDataJSON: text(made.response.clientDataJSON),
      transports: made.response.getTransports?.() ?? [],
    },
    extensions: JSON.stringify(made.getClientExtensionResults()),
  };
};

const get = async (asked) => {
  const publicKey = { ...asked, challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) };
  const found = await navigator.credentials.get({ publicKey });
  const { authenticatorData, clientDataJSON, signature, userHandle } = found.response;
  return {
    ...frame(found),
    response: {
      authenticatorData: text(authenticatorData),
      clientDataJSON: text(clientDataJSON),
      signature: text(signature),
      userHandle: userHandle ? text(userHandle) : null,
    },
  };
};

const frame = (credential) => ({ id: credential.id, rawId: text(credential.rawId), type: credential.type });

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const again = form.querySelector("button");
  const complaint = form.querySelector("[role=alert]");
  const ask = async () => {
    again.disabled = true;
    complaint.hidden = true;
    try {
      const asked = JSON.parse(form.dataset.options);
      const answer = await (form.dataset.passkey === "create" ? create : get)(asked);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch {
      complaint.hidden = false;
      again.disabled = false;
      again.focus();
    }
  };
  again.addEventListener("click", ask);
  ask();
}
