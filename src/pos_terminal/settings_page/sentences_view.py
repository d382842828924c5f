"""The settings page's sentences."""

from __future__ import annotations

from typing import Final

from pos_terminal.look.sentences import QT_TRANSLATE_NOOP, say
from pos_terminal.words import Button, Message

CONTEXT: Final = "settings"
SENTENCES: Final[dict[str, str]] = {
    # The sections: name, what to do there, how it is set at the moment.
    "section.scanner": QT_TRANSLATE_NOOP("settings", "Scanner"),
    "section.camera": QT_TRANSLATE_NOOP("settings", "Camera"),
    "section.printer": QT_TRANSLATE_NOOP("settings", "Receipts"),
    "section.sounds": QT_TRANSLATE_NOOP("settings", "Sounds"),
    "section.screen": QT_TRANSLATE_NOOP("settings", "Screen"),
    "section.pin": QT_TRANSLATE_NOOP("settings", "My PIN"),
    "section.till": QT_TRANSLATE_NOOP("settings", "This till"),
    "lead.scanner": QT_TRANSLATE_NOOP("settings", "Scan both symbols, from here or from paper"),
    "lead.camera": QT_TRANSLATE_NOOP("settings", "Choose the camera that looks at the cards"),
    "lead.printer": QT_TRANSLATE_NOOP("settings", "Choose how receipts come out, then print one"),
    "lead.sounds": QT_TRANSLATE_NOOP("settings", "Make it loud enough to hear with customers in"),
    "lead.screen": QT_TRANSLATE_NOOP("settings", "Choose how the till speaks and looks"),
    "lead.pin": QT_TRANSLATE_NOOP("settings", "Choose a new PIN that only you know"),
    "lead.till": QT_TRANSLATE_NOOP("settings", "What to read out when you call for help"),
    "summary.keyboard": QT_TRANSLATE_NOOP("settings", "As a keyboard"),
    "summary.serial": QT_TRANSLATE_NOOP("settings", "Keyboard and {port}"),
    "summary.camera_automatic": QT_TRANSLATE_NOOP("settings", "The first one found"),
    "summary.camera_off": QT_TRANSLATE_NOOP("settings", "Off"),
    "summary.camera_chosen": QT_TRANSLATE_NOOP("settings", "One chosen"),
    "summary.printer_pdf": QT_TRANSLATE_NOOP("settings", "As PDF files"),
    "summary.printer_network": QT_TRANSLATE_NOOP("settings", "Printer on the network"),
    "summary.printer_usb": QT_TRANSLATE_NOOP("settings", "Printer on USB"),
    "summary.printer_file": QT_TRANSLATE_NOOP("settings", "Printer as a device file"),
    "summary.volume": QT_TRANSLATE_NOOP("settings", "Volume {volume} %"),
    "summary.screen_en_light": QT_TRANSLATE_NOOP("settings", "English, light"),
    "summary.screen_en_dark": QT_TRANSLATE_NOOP("settings", "English, dark"),
    "summary.screen_en_system": QT_TRANSLATE_NOOP("settings", "English, as the computer"),
    "summary.screen_de_light": QT_TRANSLATE_NOOP("settings", "German, light"),
    "summary.screen_de_dark": QT_TRANSLATE_NOOP("settings", "German, dark"),
    "summary.screen_de_system": QT_TRANSLATE_NOOP("settings", "German, as the computer"),
    "summary.pin": QT_TRANSLATE_NOOP("settings", "Choose a new one"),
    "summary.till": QT_TRANSLATE_NOOP("settings", "Number, server, version"),
    # The settings as a whole.
    "settings.kept_aside": QT_TRANSLATE_NOOP(
        "settings",
        "The settings could not be read and were kept aside as {file}; the defaults hold now",
    ),
    "settings.unreadable": QT_TRANSLATE_NOOP(
        "settings", "The settings could not be read from the disk; the defaults hold now"
    ),
    "settings.not_stored": QT_TRANSLATE_NOOP("settings", "This choice could not be stored"),
    "settings.not_stored.note": QT_TRANSLATE_NOOP(
        "settings", "It holds until the till is closed. Free some space on the disk, choose again."
    ),
    # Scanner.
    "scanner.symbol_number": QT_TRANSLATE_NOOP("settings", "Digits, as on a card"),
    "scanner.symbol_letters": QT_TRANSLATE_NOOP("settings", "Letters and signs"),
    "scanner.symbol_read": QT_TRANSLATE_NOOP("settings", "Read"),
    "scanner.symbol_open": QT_TRANSLATE_NOOP("settings", "Not scanned yet"),
    "scanner.nothing_yet": QT_TRANSLATE_NOOP("settings", "Nothing scanned yet"),
    "scanner.nothing_yet.note": QT_TRANSLATE_NOOP(
        "settings",
        "A scanner that reads no screens needs the sheet on paper. Nothing is sold on this page.",
    ),
    "scanner.right": QT_TRANSLATE_NOOP("settings", "This symbol came through rightly"),
    "scanner.right.note": QT_TRANSLATE_NOOP("settings", "Scan the other one as well."),
    "scanner.all_right": QT_TRANSLATE_NOOP("settings", "The scanner works"),
    "scanner.all_right.note": QT_TRANSLATE_NOOP(
        "settings", "Both symbols came through as they are printed."
    ),
    "scanner.affixes": QT_TRANSLATE_NOOP("settings", "The scanner adds signs to what it reads"),
    "scanner.affixes.note": QT_TRANSLATE_NOOP(
        "settings", "Let the till take them off again; then scans are told from typing even better."
    ),
    "scanner.caps_lock": QT_TRANSLATE_NOOP("settings", "Capitals and small letters are exchanged"),
    "scanner.caps_lock.note": QT_TRANSLATE_NOOP(
        "settings",
        "Switch Caps Lock off, on the keyboard and in the scanner's own settings, and scan again.",
    ),
    "scanner.layout": QT_TRANSLATE_NOOP(
        "settings", "The scanner and this computer use different keyboards"
    ),
    "scanner.layout.note": QT_TRANSLATE_NOOP(
        "settings", "Cards are read all the same, since they have digits only. Letters are not."
    ),
    "scanner.long_affix": QT_TRANSLATE_NOOP(
        "settings", "The scanner adds more signs than the till can take off"
    ),
    "scanner.long_affix.note": QT_TRANSLATE_NOOP(
        "settings", "Set the scanner back by the code in its manual, then scan again."
    ),
    "scanner.slow": QT_TRANSLATE_NOOP("settings", "The scanner types slowly"),
    "scanner.slow.note": QT_TRANSLATE_NOOP(
        "settings", "At the checkout a card would be taken for typing. Let the till wait longer."
    ),
    "scanner.too_slow": QT_TRANSLATE_NOOP("settings", "The scanner types too slowly"),
    "scanner.too_slow.note": QT_TRANSLATE_NOOP(
        "settings",
        "Set it to a shorter pause between two signs, or to a sign in front that nobody types. "
        "Its manual says how.",
    ),
    "scanner.not_the_sheet": QT_TRANSLATE_NOOP("settings", "That was not a symbol of the sheet"),
    "scanner.not_the_sheet.note": QT_TRANSLATE_NOOP(
        "settings", "Nothing was sold or changed. Scan one of the symbols above."
    ),
    "scanner.adopted": QT_TRANSLATE_NOOP("settings", "Changed, and not proved yet"),
    "scanner.adopted.note": QT_TRANSLATE_NOOP("settings", "Scan both symbols again."),
    "scanner.forgotten": QT_TRANSLATE_NOOP("settings", "Prefix and suffix are forgotten"),
    "scanner.forgotten.note": QT_TRANSLATE_NOOP("settings", "Scan both symbols again."),
    "scanner.sheet_written": QT_TRANSLATE_NOOP("settings", "The test sheet is ready to print"),
    "scanner.sheet_written.note": QT_TRANSLATE_NOOP("settings", "{file}"),
    "scanner.sheet_failed": QT_TRANSLATE_NOOP("settings", "The sheet could not be written"),
    "scanner.sheet_failed.note": QT_TRANSLATE_NOOP("settings", "Choose another folder."),
    "scanner.received": QT_TRANSLATE_NOOP("settings", "Received"),
    "scanner.expected": QT_TRANSLATE_NOOP("settings", "Should be"),
    "scanner.aim": QT_TRANSLATE_NOOP("settings", "Names the kind of barcode: {aim}"),
    "scanner.save_sheet": QT_TRANSLATE_NOOP("settings", "Save the test sheet"),
    "scanner.where_sheet": QT_TRANSLATE_NOOP("settings", "Where shall the sheet go?"),
    "scanner.keyboard": QT_TRANSLATE_NOOP("settings", "Keyboard of the scanner"),
    "scanner.layout_automatic": QT_TRANSLATE_NOOP("settings", "Automatic"),
    "scanner.layout_us": QT_TRANSLATE_NOOP("settings", "US"),
    "scanner.layout_host": QT_TRANSLATE_NOOP("settings", "This computer's"),
    "scanner.affixes_label": QT_TRANSLATE_NOOP("settings", "Taken off before and after"),
    "scanner.no_affixes": QT_TRANSLATE_NOOP("settings", "Nothing"),
    "scanner.forget": QT_TRANSLATE_NOOP("settings", "Forget"),
    "scanner.port": QT_TRANSLATE_NOOP("settings", "Scanner on a serial port"),
    "scanner.no_port": QT_TRANSLATE_NOOP("settings", "None"),
    "adopt.both": QT_TRANSLATE_NOOP("settings", "Take off {prefix} and {suffix}"),
    "adopt.prefix": QT_TRANSLATE_NOOP("settings", "Take off {prefix}"),
    "adopt.suffix": QT_TRANSLATE_NOOP("settings", "Take off {suffix}"),
    "adopt.layout_us": QT_TRANSLATE_NOOP("settings", "Read it as a US keyboard"),
    "adopt.layout_host": QT_TRANSLATE_NOOP("settings", "Read it as this computer's keyboard"),
    "adopt.gap": QT_TRANSLATE_NOOP("settings", "Wait longer for it"),
    "off.no_affixes": QT_TRANSLATE_NOOP("settings", "There is none"),
    # Camera.
    "camera.choice": QT_TRANSLATE_NOOP("settings", "Camera"),
    "camera.automatic": QT_TRANSLATE_NOOP("settings", "The first one found"),
    "camera.off": QT_TRANSLATE_NOOP("settings", "No camera"),
    "camera.missing": QT_TRANSLATE_NOOP("settings", "A camera that is not connected"),
    "camera.hint": QT_TRANSLATE_NOOP(
        "settings",
        "Hold a card before it, a hand's width away. The picture shows where it was seen.",
    ),
    "camera.private": QT_TRANSLATE_NOOP(
        "settings", "Pictures are looked at for barcodes and never stored or sent."
    ),
    "camera.no_picture": QT_TRANSLATE_NOOP("settings", "No picture"),
    "camera.none": QT_TRANSLATE_NOOP("settings", "No camera found"),
    "camera.none.note": QT_TRANSLATE_NOOP(
        "settings", "The hand scanner and pictures dropped on the window work without one."
    ),
    "camera.reads": QT_TRANSLATE_NOOP("settings", "The camera reads"),
    "camera.reads.card": QT_TRANSLATE_NOOP(
        "settings", "A card that ends in {last_four}. Nothing is sold on this page."
    ),
    "camera.reads.other": QT_TRANSLATE_NOOP(
        "settings", "A barcode that is no card's. Nothing is sold on this page."
    ),
    "camera.given_none": QT_TRANSLATE_NOOP("settings", "The till was started without a camera"),
    "camera.given_file": QT_TRANSLATE_NOOP("settings", "{file} stands in the camera's place"),
    "camera.given.note": QT_TRANSLATE_NOOP(
        "settings", "Start the till without --camera, and the choice below holds."
    ),
    "camera.gone": QT_TRANSLATE_NOOP("settings", "The chosen camera is not connected"),
    "camera.gone.note": QT_TRANSLATE_NOOP("settings", "Plug it in again, or choose another one."),
    # Receipts.
    "printer.kind_pdf": QT_TRANSLATE_NOOP("settings", "PDF files"),
    "printer.kind_network": QT_TRANSLATE_NOOP("settings", "Network"),
    "printer.kind_usb": QT_TRANSLATE_NOOP("settings", "USB"),
    "printer.kind_file": QT_TRANSLATE_NOOP("settings", "Device file"),
    "printer.host": QT_TRANSLATE_NOOP("settings", "Address of the printer"),
    "printer.port": QT_TRANSLATE_NOOP("settings", "Port"),
    "printer.usb_vendor": QT_TRANSLATE_NOOP("settings", "USB vendor number"),
    "printer.usb_product": QT_TRANSLATE_NOOP("settings", "USB product number"),
    "printer.device": QT_TRANSLATE_NOOP("settings", "Device file"),
    "printer.host.note": QT_TRANSLATE_NOOP(
        "settings", "The printer prints it when its feed button is held while it is switched on."
    ),
    "printer.usb.note": QT_TRANSLATE_NOOP(
        "settings", "Four signs each, as lsusb or the device list of the computer shows them."
    ),
    "printer.device.note": QT_TRANSLATE_NOOP(
        "settings", "For instance /dev/usb/lp0. A plain file collects receipts without a printer."
    ),
    "printer.width": QT_TRANSLATE_NOOP("settings", "Characters in a line"),
    "printer.drawer": QT_TRANSLATE_NOOP("settings", "Cash drawer on the printer"),
    "printer.drawer_yes": QT_TRANSLATE_NOOP("settings", "Opens with cash"),
    "printer.drawer_no": QT_TRANSLATE_NOOP("settings", "No drawer"),
    "printer.folder": QT_TRANSLATE_NOOP("settings", "Folder for receipts"),
    "printer.choose_folder": QT_TRANSLATE_NOOP("settings", "Choose a folder"),
    "printer.open_pdf": QT_TRANSLATE_NOOP("settings", "After writing a receipt"),
    "printer.open_yes": QT_TRANSLATE_NOOP("settings", "Show it"),
    "printer.open_no": QT_TRANSLATE_NOOP("settings", "Just keep it"),
    "printer.test": QT_TRANSLATE_NOOP("settings", "Print a test receipt"),
    "printer.test_pdf": QT_TRANSLATE_NOOP("settings", "Write a test receipt"),
    "printer.test_drawer": QT_TRANSLATE_NOOP("settings", "Open the drawer"),
    "printer.preview": QT_TRANSLATE_NOOP("settings", "The test receipt"),
    "printer.busy": QT_TRANSLATE_NOOP("settings", "Printing"),
    "printer.busy.note": QT_TRANSLATE_NOOP(
        "settings", "Waiting for the printer to say it is done."
    ),
    "printer.printed": QT_TRANSLATE_NOOP("settings", "Printed"),
    "printer.printed.note": QT_TRANSLATE_NOOP(
        "settings", "The printer says that all of it is on paper. Is the line of digits whole?"
    ),
    "printer.unconfirmed.note": QT_TRANSLATE_NOOP(
        "settings", "All of it was handed over. This printer cannot say whether it is on paper."
    ),
    "printer.paper_low.note": QT_TRANSLATE_NOOP(
        "settings", "All of it is on paper. The roll is nearly used up."
    ),
    "printer.written": QT_TRANSLATE_NOOP("settings", "The receipt is written"),
    "printer.written.note": QT_TRANSLATE_NOOP("settings", "{file}"),
    "printer.drawer_opened": QT_TRANSLATE_NOOP("settings", "The drawer was told to open"),
    "printer.drawer_opened.note": QT_TRANSLATE_NOOP(
        "settings", "If it stays shut, check the cable between printer and drawer."
    ),
    "printer.not_reached": QT_TRANSLATE_NOOP("settings", "The printer does not answer"),
    "printer.not_reached.note": QT_TRANSLATE_NOOP(
        "settings", "Check that it is switched on, its cable, and the address above."
    ),
    "printer.offline": QT_TRANSLATE_NOOP("settings", "The printer is not ready"),
    "printer.offline.note": QT_TRANSLATE_NOOP(
        "settings", "Press its feed button, or switch it off and on. Nothing was printed."
    ),
    "printer.paper_out": QT_TRANSLATE_NOOP("settings", "The printer has no paper"),
    "printer.paper_out.note": QT_TRANSLATE_NOOP(
        "settings", "Put in a roll and print again. Nothing was printed."
    ),
    "printer.cover_open": QT_TRANSLATE_NOOP("settings", "The printer's cover is open"),
    "printer.cover_open.note": QT_TRANSLATE_NOOP(
        "settings", "Close it and print again. Nothing was printed."
    ),
    "printer.fault": QT_TRANSLATE_NOOP("settings", "The printer reports a fault"),
    "printer.fault.note": QT_TRANSLATE_NOOP(
        "settings", "Switch it off and on; look for paper in the cutter. Nothing was printed."
    ),
    "printer.paper_out.partly": QT_TRANSLATE_NOOP("settings", "The paper ran out in the middle"),
    "printer.paper_out.partly.note": QT_TRANSLATE_NOOP(
        "settings", "Put in a roll, throw the torn piece away, and print again."
    ),
    "printer.cover_open.partly": QT_TRANSLATE_NOOP(
        "settings", "The cover was opened while it printed"
    ),
    "printer.cover_open.partly.note": QT_TRANSLATE_NOOP(
        "settings", "Close it, throw the torn piece away, and print again."
    ),
    "printer.offline.partly": QT_TRANSLATE_NOOP("settings", "The printer stopped in the middle"),
    "printer.offline.partly.note": QT_TRANSLATE_NOOP(
        "settings", "Press its feed button, throw the torn piece away, and print again."
    ),
    "printer.fault.partly": QT_TRANSLATE_NOOP("settings", "The printer failed in the middle"),
    "printer.fault.partly.note": QT_TRANSLATE_NOOP(
        "settings", "Switch it off and on, throw the torn piece away, and print again."
    ),
    "printer.broke_off.partly": QT_TRANSLATE_NOOP("settings", "The line to the printer broke"),
    "printer.broke_off.partly.note": QT_TRANSLATE_NOOP(
        "settings", "Look what came out, throw a torn piece away, and print again."
    ),
    "printer.no_answer.partly": QT_TRANSLATE_NOOP(
        "settings", "The printer does not say that it is done"
    ),
    "printer.no_answer.partly.note": QT_TRANSLATE_NOOP(
        "settings", "Look what came out. If it is whole, choose this printer as a device file."
    ),
    "printer.usb_library_missing": QT_TRANSLATE_NOOP(
        "settings", "This computer has no library for printers on USB"
    ),
    "printer.usb_library_missing.note": QT_TRANSLATE_NOOP(
        "settings", "Install libusb and pyusb, or use the printer as a device file."
    ),
    "printer.cannot_write": QT_TRANSLATE_NOOP("settings", "The receipt could not be written"),
    "printer.cannot_write.note": QT_TRANSLATE_NOOP(
        "settings", "Choose another folder, or free some space on the disk."
    ),
    "printer.no_drawer": QT_TRANSLATE_NOOP("settings", "There is no drawer without a printer"),
    "printer.no_drawer.note": QT_TRANSLATE_NOOP("settings", "Choose a receipt printer first."),
    "fault.host": QT_TRANSLATE_NOOP("settings", "Only letters, digits, dots and hyphens"),
    "fault.port": QT_TRANSLATE_NOOP("settings", "A number up to 65535"),
    "fault.usb_vendor": QT_TRANSLATE_NOOP("settings", "Four signs of 0-9 and a-f"),
    "fault.usb_product": QT_TRANSLATE_NOOP("settings", "Four signs of 0-9 and a-f"),
    "fault.device": QT_TRANSLATE_NOOP("settings", "This is no path"),
    "off.printing": QT_TRANSLATE_NOOP("settings", "It is printing"),
    "off.printer_incomplete": QT_TRANSLATE_NOOP("settings", "Fill in the fields first"),
    "off.no_drawer": QT_TRANSLATE_NOOP("settings", "There is no drawer"),
    # Sounds.
    "sounds.volume": QT_TRANSLATE_NOOP("settings", "Volume"),
    "sounds.percent": QT_TRANSLATE_NOOP("settings", "{volume} %"),
    "sounds.softer": QT_TRANSLATE_NOOP("settings", "Softer"),
    "sounds.louder": QT_TRANSLATE_NOOP("settings", "Louder"),
    "sounds.never_off": QT_TRANSLATE_NOOP(
        "settings", "A refusal is always heard, at 40 % at least, and repeated every 5 s."
    ),
    "sounds.play": QT_TRANSLATE_NOOP("settings", "Play"),
    "sounds.scanned": QT_TRANSLATE_NOOP("settings", "Scanned"),
    "sounds.scanned.note": QT_TRANSLATE_NOOP("settings", "One short high tick"),
    "sounds.activated": QT_TRANSLATE_NOOP("settings", "Activated"),
    "sounds.activated.note": QT_TRANSLATE_NOOP("settings", "Two rising notes"),
    "sounds.refused": QT_TRANSLATE_NOOP("settings", "Not activated"),
    "sounds.refused.note": QT_TRANSLATE_NOOP("settings", "Two low falling notes, the loudest"),
    "sounds.not_known": QT_TRANSLATE_NOOP("settings", "Not known yet"),
    "sounds.not_known.note": QT_TRANSLATE_NOOP("settings", "One middle note"),
    "sounds.locked": QT_TRANSLATE_NOOP("settings", "Scan not taken"),
    "sounds.locked.note": QT_TRANSLATE_NOOP("settings", "One low note"),
    "sounds.silent": QT_TRANSLATE_NOOP("settings", "No loudspeaker found"),
    "sounds.silent.note": QT_TRANSLATE_NOOP(
        "settings", "The till works without sound. Watch the screen, or connect a loudspeaker."
    ),
    "off.softest": QT_TRANSLATE_NOOP("settings", "As soft as it goes"),
    "off.loudest": QT_TRANSLATE_NOOP("settings", "As loud as it goes"),
    # Screen.
    "screen.language": QT_TRANSLATE_NOOP("settings", "Language"),
    "screen.language.note": QT_TRANSLATE_NOOP(
        "settings", "Receipts keep the language of the shop."
    ),
    "screen.look": QT_TRANSLATE_NOOP("settings", "Appearance"),
    "screen.light": QT_TRANSLATE_NOOP("settings", "Light"),
    "screen.dark": QT_TRANSLATE_NOOP("settings", "Dark"),
    "screen.system": QT_TRANSLATE_NOOP("settings", "As the computer"),
    "screen.motion": QT_TRANSLATE_NOOP("settings", "Motion on the screen"),
    "screen.motion_full": QT_TRANSLATE_NOOP("settings", "Short movements"),
    "screen.motion_reduced": QT_TRANSLATE_NOOP("settings", "No movements"),
    "screen.motion_system": QT_TRANSLATE_NOOP("settings", "As the computer"),
    "screen.motion.note": QT_TRANSLATE_NOOP(
        "settings", "The three answers never move. Holding a button still shows how far it is."
    ),
    "screen.idle_lock": QT_TRANSLATE_NOOP("settings", "Lock the till when nobody uses it for"),
    "screen.idle_lock.note": QT_TRANSLATE_NOOP(
        "settings", "The basket stays. Whoever goes on enters a PIN."
    ),
    "screen.minutes": QT_TRANSLATE_NOOP("settings", "1 min|{count} min"),
    "screen.shop_minutes": QT_TRANSLATE_NOOP(
        "settings", "As the shop, 1 min|As the shop, {count} min"
    ),
    # My PIN.
    "pin.present": QT_TRANSLATE_NOOP("settings", "Enter your PIN as it is now"),
    "pin.first": QT_TRANSLATE_NOOP("settings", "Enter the new PIN"),
    "pin.again": QT_TRANSLATE_NOOP("settings", "The same PIN again"),
    "pin.ready": QT_TRANSLATE_NOOP("settings", "Entered twice, the same"),
    "pin.then": QT_TRANSLATE_NOOP("settings", "Then press the arrow"),
    "pin.at_least": QT_TRANSLATE_NOOP("settings", "At least 6 digits"),
    "pin.entered": QT_TRANSLATE_NOOP("settings", "The PIN is entered"),
    "pin.easy": QT_TRANSLATE_NOOP("settings", "Anybody would try this one first. Choose another."),
    "pin.differ": QT_TRANSLATE_NOOP("settings", "The two were not the same. Start again."),
    "pin.same": QT_TRANSLATE_NOOP("settings", "That is the PIN you have. Choose another."),
    "pin.note": QT_TRANSLATE_NOOP(
        "settings", "You stay signed in here. At every other till your sign-in ends."
    ),
    "pin.note_demo": QT_TRANSLATE_NOOP(
        "settings", "The demo's sign-in screen goes on showing the old PIN."
    ),
    "pin.act": QT_TRANSLATE_NOOP("settings", "Change my PIN"),
    "pin.start_over": QT_TRANSLATE_NOOP("settings", "Start again"),
    "pin.all_first": QT_TRANSLATE_NOOP("settings", "Enter your PIN, then the new one twice"),
    "pin.asking": QT_TRANSLATE_NOOP("settings", "Waiting for the server"),
    "pin.changed": QT_TRANSLATE_NOOP("settings", "Your PIN is changed"),
    "pin.changed.note": QT_TRANSLATE_NOOP(
        "settings", "Sign in with the new one from now on. At other tills you are signed out."
    ),
    "fault.not_sent": QT_TRANSLATE_NOOP(
        "settings", "The server cannot be reached. Nothing was changed; try again."
    ),
    "fault.not_known": QT_TRANSLATE_NOOP(
        "settings", "No answer: it is not known whether your PIN was changed"
    ),
    "fault.not_known.note": QT_TRANSLATE_NOOP(
        "settings", "Sign in with the new PIN. If that is wrong, the old one still holds."
    ),
    "refused.wrong_pin": QT_TRANSLATE_NOOP(
        "settings", "That is not your PIN as it is now. Nothing was changed."
    ),
    "refused.pin_locked": QT_TRANSLATE_NOOP(
        "settings", "Too many wrong PINs. Nothing was changed; a manager has to unlock you."
    ),
    "refused.suspended": QT_TRANSLATE_NOOP(
        "settings", "A manager has locked you. Nothing was changed; a manager has to unlock you."
    ),
    "refused.pin": QT_TRANSLATE_NOOP(
        "settings", "The server does not take this PIN. Choose another."
    ),
    "refused.not_allowed": QT_TRANSLATE_NOOP(
        "settings", "Your role does not allow that. Ask a manager or the administrator."
    ),
    "refused.sign_in_again": QT_TRANSLATE_NOOP(
        "settings", "Your sign-in has ended. Nothing was changed; sign in again."
    ),
    "refused.read_only": QT_TRANSLATE_NOOP(
        "settings", "The server takes no changes at the moment. Call the administrator."
    ),
    "refused.this_till_shut_out": QT_TRANSLATE_NOOP(
        "settings", "This till itself has been shut out. Go to another till."
    ),
    "refused.gone": QT_TRANSLATE_NOOP(
        "settings", "This server does not know how to do that. Call the administrator."
    ),
    "refused.not_now": QT_TRANSLATE_NOOP(
        "settings", "The server cannot do it now. Nothing was changed; try again."
    ),
    # This till.
    "about.till": QT_TRANSLATE_NOOP("settings", "Till"),
    "about.store": QT_TRANSLATE_NOOP("settings", "Store"),
    "about.server": QT_TRANSLATE_NOOP("settings", "Server"),
    "about.key": QT_TRANSLATE_NOOP("settings", "Key of this till"),
    "about.data": QT_TRANSLATE_NOOP("settings", "Data folder"),
    "about.version": QT_TRANSLATE_NOOP("settings", "Version"),
    "about.text": QT_TRANSLATE_NOOP("settings", "{text}"),
    "about.key_keyring": QT_TRANSLATE_NOOP("settings", "In the keyring of this computer"),
    "about.key_file": QT_TRANSLATE_NOOP(
        "settings", "In a file that only this user can read; there is no keyring here"
    ),
    "about.demo": QT_TRANSLATE_NOOP("settings", "A demo shop on this computer"),
}


def tell_message(message: Message) -> str:
    """The sentence for a message of this page."""
    return say(CONTEXT, SENTENCES, message)


def tell(message_id: str, **values: str | int) -> str:
    return tell_message(Message(message_id, values))


def why_off(button: Button) -> str | None:
    """Why a button is off, or nothing."""
    return None if button.why_off is None else tell_message(button.why_off)
