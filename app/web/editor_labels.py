"""Labels of the text editor: every key that its script knows, in the language of the person."""

from flask_babel import gettext


def labels() -> dict[str, str]:
    """What the editor's script says, by the keys of frontend/src/ui/labels.js."""
    return _toolbar() | _context() | _link_dialog() | _other_dialogs()


def _toolbar() -> dict[str, str]:
    """The toolbar and the text itself."""
    return {
        "toolbar": gettext("Formatting"),
        "context": gettext("Where the cursor is"),
        "help": gettext(
            "Alt and F10 lead to the toolbar. Escape, then Tab, leads out of the text."
        ),
        "placeholder": gettext("Write the German text here …"),
        "style": gettext("Kind of paragraph"),
        "paragraph": gettext("Paragraph"),
        "heading": gettext("Heading {level}"),
        "bold": gettext("Bold"),
        "italic": gettext("Italic"),
        "bullet_list": gettext("Bulleted list"),
        "ordered_list": gettext("Numbered list"),
        "blockquote": gettext("Quotation"),
        "link": gettext("Link"),
        "untranslated": gettext("Do not translate"),
        "image": gettext("Image"),
        "table": gettext("Table"),
        "accordion": gettext("Accordion"),
        "contact": gettext("Contact"),
        "rule": gettext("Dividing line"),
        "clear": gettext("Remove formatting"),
        "undo": gettext("Undo"),
        "redo": gettext("Redo"),
        "words": gettext("Words: {count}"),
    }


def _context() -> dict[str, str]:
    """The row that tells where the cursor is, and what can be done there."""
    return {
        "place_text": gettext("Text"),
        "place_list": gettext("List"),
        "place_table": gettext("Table"),
        "place_accordion": gettext("Accordion"),
        "place_summary": gettext("Line of the accordion"),
        "place_quote": gettext("Quotation"),
        "place_box": gettext("Group"),
        "place_image": gettext("Image"),
        "place_symbol": gettext("Symbol"),
        "place_caption": gettext("Caption of the table"),
        "indent": gettext("Indent"),
        "outdent": gettext("Outdent"),
        "list_start": gettext("Start from"),
        "row_above": gettext("Add a row above"),
        "row_below": gettext("Add a row below"),
        "row_delete": gettext("Delete the row"),
        "column_before": gettext("Add a column before"),
        "column_after": gettext("Add a column after"),
        "column_delete": gettext("Delete the column"),
        "header_row": gettext("Header row on or off"),
        "header_column": gettext("Header column on or off"),
        "cells_merge": gettext("Merge or split cells"),
        "table_delete": gettext("Delete the table"),
        "accordion_unwrap": gettext("Dissolve the accordion"),
        "link_change": gettext("Change the link"),
        "link_open": gettext("Open the link"),
        "link_remove": gettext("Remove the link"),
        "image_change": gettext("Change the image"),
        "image_remove": gettext("Remove the image"),
        "image_lacks_alt": gettext("No description"),
    }


def _link_dialog() -> dict[str, str]:
    """The dialog that sets a link."""
    return {
        "link_title": gettext("Set a link"),
        "link_target": gettext("Page or address"),
        "link_hint": gettext(
            "Search for a page, or type a web address, e-mail address or telephone number."
        ),
        "link_text": gettext("Text of the link"),
        "link_results": gettext("Found pages"),
        "link_found": gettext("Pages found: {count}"),
        "link_none": gettext("No page found."),
        "link_failed": gettext("The search does not answer. You can still type an address."),
        "link_page": gettext("Page {id}"),
        "link_web": gettext("Web address"),
        "link_mail": gettext("E-mail"),
        "link_phone": gettext("Telephone"),
        "link_without_scheme": gettext("The address has no https:// in front; it will be added."),
        "link_insecure": gettext(
            "This address is not encrypted (http). Please check whether https works."
        ),
        "link_missing": gettext("Please choose a page or type an address."),
        "unpublished": gettext("not public"),
    }


def _other_dialogs() -> dict[str, str]:
    """The dialogs for images and contacts."""
    return {
        "image_title": gettext("Image"),
        "image_address": gettext("Address of the image"),
        "image_alt": gettext("Description"),
        "image_alt_hint": gettext(
            "What does the image show? Read out to people who cannot see it, and translated."
        ),
        "image_decorative": gettext("Only decoration, needs no description"),
        "image_bad_address": gettext("Please give an address that begins with https://."),
        "contact_title": gettext("Contact"),
        "contact_name": gettext("Name or office"),
        "contact_address": gettext("Street and town"),
        "contact_phone": gettext("Telephone"),
        "contact_mail": gettext("E-mail"),
        "contact_web": gettext("Website"),
        "contact_hours": gettext("Opening hours"),
        "contact_missing": gettext("Please fill in at least one line."),
        "insert": gettext("Insert"),
        "apply": gettext("Apply"),
        "cancel": gettext("Cancel"),
    }
