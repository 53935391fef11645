// Shows the document that the page names; everything comes from this server.
const place = document.getElementById("documentation");
window.SwaggerUIBundle({
  url: place.dataset.spec,
  domNode: place,
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
});
