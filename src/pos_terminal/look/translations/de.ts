<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>alarms_page</name>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>The alarms cannot be shown</source>
        <translation>Die Alarme lassen sich nicht anzeigen</translation>
    </message>
    <message>
        <source>Choose an alarm to see what to do about it.</source>
        <translation>Einen Alarm wählen, um zu sehen, was zu tun ist.</translation>
    </message>
    <message>
        <source>No alarm is open</source>
        <translation>Kein Alarm ist offen</translation>
    </message>
    <message>
        <source>The server watches for cards whose code somebody knows, for card numbers that turn up at two stores, and for tills and records that were tampered with.</source>
        <translation>Der Server achtet auf Karten, deren Code jemand kennt, auf Kartennummern, die in zwei Filialen auftauchen, und auf Kassen und Aufzeichnungen, an denen sich jemand zu schaffen gemacht hat.</translation>
    </message>
    <message>
        <source>Code known</source>
        <translation>Code bekannt</translation>
    </message>
    <message>
        <source>Two stores</source>
        <translation>Zwei Filialen</translation>
    </message>
    <message>
        <source>Till twice</source>
        <translation>Kasse doppelt</translation>
    </message>
    <message>
        <source>Journal gap</source>
        <translation>Lücke im Journal</translation>
    </message>
    <message>
        <source>Ledger changed</source>
        <translation>Hauptbuch geändert</translation>
    </message>
    <message>
        <source>Acknowledged</source>
        <translation>Quittiert</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>{name}, {number}</source>
        <translation>{name}, {number}</translation>
    </message>
    <message>
        <source>{name}, ends in {digits}</source>
        <translation>{name}, endet auf {digits}</translation>
    </message>
    <message>
        <source>How it stands now</source>
        <translation>Wie es um sie steht</translation>
    </message>
    <message>
        <source>{seen}, sale {number}</source>
        <translation>{seen}, Verkauf {number}</translation>
    </message>
    <message>
        <source>What was found; it will stand in the ledger with your name</source>
        <translation>Was sich ergeben hat; es wird mit Ihrem Namen im Hauptbuch stehen</translation>
    </message>
    <message>
        <source>Its pack {label}</source>
        <translation>Ihr Pack {label}</translation>
    </message>
    <message>
        <source>Card ending in {digits}, {state}</source>
        <translation>Karte mit den Endziffern {digits}, {state}</translation>
    </message>
    <message>
        <source>Unsold</source>
        <translation>Unverkauft</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>Redeemed</source>
        <translation>Eingelöst</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>Take its pack to Recall</source>
        <translation>Ihren Pack zum Rückruf</translation>
    </message>
    <message>
        <source>Show the tills</source>
        <translation>Die Kassen zeigen</translation>
    </message>
    <message>
        <source>Show the sale</source>
        <translation>Den Verkauf zeigen</translation>
    </message>
    <message>
        <source>Verify the ledger</source>
        <translation>Das Hauptbuch prüfen</translation>
    </message>
    <message>
        <source>Say first what was found</source>
        <translation>Erst sagen, was sich ergeben hat</translation>
    </message>
    <message>
        <source>Acknowledge the alarm</source>
        <translation>Den Alarm quittieren</translation>
    </message>
    <message>
        <source>Let the card be sold again</source>
        <translation>Karte freigeben</translation>
    </message>
    <message>
        <source>One alarm is open|{count} alarms are open</source>
        <translation>Ein Alarm ist offen|{count} Alarme sind offen</translation>
    </message>
    <message>
        <source>The newest {count} alarms; more are open</source>
        <translation>Die neuesten {count} Alarme; weitere sind offen</translation>
    </message>
    <message>
        <source>No answer from the server. Check the connection, then ask again.</source>
        <translation>Keine Antwort vom Server. Die Verbindung prüfen, dann noch einmal fragen.</translation>
    </message>
    <message>
        <source>As of {told_at}. The server gave no newer list.</source>
        <translation>Stand {told_at}. Eine neuere Liste gab der Server nicht.</translation>
    </message>
    <message>
        <source>Somebody knows the code of the unsold card ending in {last_four}</source>
        <translation>Jemand kennt den Code der unverkauften Karte mit den Endziffern {last_four}</translation>
    </message>
    <message>
        <source>The card ending in {last_four} turned up at two stores</source>
        <translation>Die Karte mit den Endziffern {last_four} ist in zwei Filialen aufgetaucht</translation>
    </message>
    <message>
        <source>{till} gave one number to two sales</source>
        <translation>{till} hat zwei Verkäufen eine Nummer gegeben</translation>
    </message>
    <message>
        <source>Sales are missing from the journal of {till}</source>
        <translation>Im Journal von {till} fehlen Verkäufe</translation>
    </message>
    <message>
        <source>The ledger is not the one that {till} remembers</source>
        <translation>Das Hauptbuch ist nicht das, an das {till} sich erinnert</translation>
    </message>
    <message>
        <source>Its code was entered before anybody paid for it. Somebody has opened or copied the card, and may have done so with the cards beside it. No till sells it now.</source>
        <translation>Ihr Code wurde eingegeben, bevor jemand sie bezahlt hat. Jemand hat die Karte geöffnet oder abgeschrieben, vielleicht auch die Karten daneben. Keine Kasse verkauft sie jetzt.</translation>
    </message>
    <message>
        <source>Its code was entered before anybody paid for it. It may be sold again.</source>
        <translation>Ihr Code wurde eingegeben, bevor jemand sie bezahlt hat. Sie darf wieder verkauft werden.</translation>
    </message>
    <message>
        <source>It came into a sale of another store first and was scanned here later. A label was copied onto a second card, a customer had a sold card looked at, or an unsold card was carried here.</source>
        <translation>Sie kam zuerst in einen Verkauf einer anderen Filiale und wurde später hier gescannt. Ein Etikett wurde auf eine zweite Karte kopiert, ein Kunde hat eine verkaufte Karte ansehen lassen, oder eine unverkaufte Karte wurde hierher getragen.</translation>
    </message>
    <message>
        <source>Number {number} stands on two receipts. Two copies of the till are at work, or an old copy of its journal was put back.</source>
        <translation>Die Nummer {number} steht auf zwei Belegen. Zwei Kopien der Kasse arbeiten, oder eine alte Kopie ihres Journals wurde zurückgelegt.</translation>
    </message>
    <message>
        <source>It went up to {was} and now ends at {now}. An old copy of it was put back; what came after is known to the server alone.</source>
        <translation>Es ging bis {was} und endet jetzt bei {now}. Eine alte Kopie wurde zurückgelegt; was danach kam, weiß nur der Server.</translation>
    </message>
    <message>
        <source>It went up to {was}; a new one was begun and ends at {now}. What the old one had not told the server yet is lost.</source>
        <translation>Es ging bis {was}; ein neues wurde begonnen und endet bei {now}. Was das alte dem Server noch nicht gemeldet hatte, ist verloren.</translation>
    </message>
    <message>
        <source>The till keeps the server&apos;s own signature over entry {position}, and the ledger does not go through it any more: it was rewritten or cut off.</source>
        <translation>Die Kasse hat die eigene Unterschrift des Servers über Eintrag {position}, und das Hauptbuch führt nicht mehr durch ihn hindurch: es wurde umgeschrieben oder gekürzt.</translation>
    </message>
    <message>
        <source>Take the card and its neighbours off the shelf and look at their scratch fields. Stop the sale of the pack on **Recall** if one of them was touched.</source>
        <translation>Die Karte und ihre Nachbarn aus dem Regal nehmen und die Rubbelfelder ansehen. Wurde eines berührt, den Verkauf des Packs unter **Rückruf** stoppen.</translation>
    </message>
    <message>
        <source>Look whether the number on the card is that on its label. Keep a card with a foreign label, and ask the other store about its sale.</source>
        <translation>Nachsehen, ob die Nummer auf der Karte die ihres Etiketts ist. Eine Karte mit fremdem Etikett behalten und die andere Filiale nach ihrem Verkauf fragen.</translation>
    </message>
    <message>
        <source>Find out who set {till} up twice. Shut it out if nobody did, and let it in anew.</source>
        <translation>Klären, wer {till} zweimal eingerichtet hat. War es niemand, sie ausschließen und neu zulassen.</translation>
    </message>
    <message>
        <source>Ask who worked on the machine of {till}. Count its drawer against its day, and settle what it holds under **Waiting**.</source>
        <translation>Fragen, wer am Gerät von {till} gearbeitet hat. Die Lade gegen den Tag zählen und, was sie hält, unter **Wartend** klären.</translation>
    </message>
    <message>
        <source>Verify the ledger and call the administrator. Go on selling: cards and sales are not touched by it.</source>
        <translation>Das Hauptbuch prüfen und die Administration rufen. Weiter verkaufen: Karten und Verkäufe betrifft es nicht.</translation>
    </message>
    <message>
        <source>Acknowledged, the card stays stopped. It is listed here until it may be sold again.</source>
        <translation>Quittiert bleibt die Karte gestoppt. Sie steht hier, bis sie wieder verkauft werden darf.</translation>
    </message>
    <message>
        <source>Acknowledged already. The card stays stopped until it may be sold again.</source>
        <translation>Schon quittiert. Die Karte bleibt gestoppt, bis sie wieder verkauft werden darf.</translation>
    </message>
    <message>
        <source>The server is asked how the card stands.</source>
        <translation>Der Server wird gefragt, wie es um die Karte steht.</translation>
    </message>
    <message>
        <source>In a sale at {store}, {till}, {sold_at}</source>
        <translation>In einem Verkauf bei {store}, {till}, {sold_at}</translation>
    </message>
    <message>
        <source>One card: {unsold} unsold, {stopped} of them stopped, {sold} sold|{count} cards: {unsold} unsold, {stopped} of them stopped, {sold} sold</source>
        <translation>Eine Karte: {unsold} unverkauft, davon {stopped} gestoppt, {sold} verkauft|{count} Karten: {unsold} unverkauft, davon {stopped} gestoppt, {sold} verkauft</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment</source>
        <translation>Der Server nimmt gerade keine Änderungen an</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>The server cannot be reached. Nothing was changed; try again.</source>
        <translation>Der Server ist nicht zu erreichen. Nichts wurde geändert; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No answer, so it may have been done. Do it once more: it counts once.</source>
        <translation>Keine Antwort, vielleicht ist es geschehen. Noch einmal tun: es zählt einmal.</translation>
    </message>
    <message>
        <source>Your role does not allow that. Ask a manager or the administrator.</source>
        <translation>Das darf diese Rolle nicht. Die Leitung oder die Administration fragen.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Nothing was changed; sign in again.</source>
        <translation>Die Anmeldung ist abgelaufen. Nichts wurde geändert; neu anmelden.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Die Administration rufen.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst ist ausgeschlossen. An eine andere Kasse gehen.</translation>
    </message>
    <message>
        <source>The server does not know this any more. Ask for the list again.</source>
        <translation>Der Server kennt das nicht mehr. Die Liste noch einmal anfragen.</translation>
    </message>
    <message>
        <source>Somebody else has settled it meanwhile. Ask for the list again.</source>
        <translation>Jemand anders hat es inzwischen erledigt. Die Liste noch einmal anfragen.</translation>
    </message>
    <message>
        <source>The card was stopped anew meanwhile, and stays stopped. Open the alarm again to see why.</source>
        <translation>Die Karte wurde inzwischen erneut gestoppt und bleibt es. Den Alarm noch einmal öffnen, um zu sehen warum.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Nothing was changed; try again.</source>
        <translation>Der Server kann es gerade nicht. Nichts wurde geändert; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The alarm is acknowledged</source>
        <translation>Der Alarm ist quittiert</translation>
    </message>
    <message>
        <source>The card may be sold again</source>
        <translation>Die Karte darf wieder verkauft werden</translation>
    </message>
    <message>
        <source>It stays stopped: the sale of its pack is stopped</source>
        <translation>Sie bleibt gestoppt: der Verkauf ihres Packs ist gestoppt</translation>
    </message>
    <message>
        <source>Codes tried out</source>
        <translation>Codes durchprobiert</translation>
    </message>
    <message>
        <source>Somebody is trying codes out</source>
        <translation>Jemand probiert Codes durch</translation>
    </message>
    <message>
        <source>Within an hour more wrong codes were sent to the server than people mistype. Whoever has sent one has to wait; other customers redeem on.</source>
        <translation>In einer Stunde wurden mehr falsche Codes an den Server gesendet, als sich Menschen vertippen. Wer einen gesendet hat, muss warten; andere Kunden lösen weiter ein.</translation>
    </message>
    <message>
        <source>Call the administrator. Go on selling: the portal shows under **Requests** whose codes are wrong, and whether a right one is among them.</source>
        <translation>Rufen Sie den Administrator. Verkaufen Sie weiter: Das Portal zeigt unter **Anfragen**, von wem die falschen Codes kommen und ob ein richtiger darunter ist.</translation>
    </message>
    <message>
        <source>Of the cards that are still stopped, the newest {count} are listed. There are more: let those be sold again that may be.</source>
        <translation>Von den noch gestoppten Karten stehen hier die neuesten {count}. Es gibt mehr: wieder verkaufen lassen, was verkauft werden darf.</translation>
    </message>
</context>
<context>
    <name>approval</name>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>A manager signs</source>
        <translation>Die Leitung unterschreibt</translation>
    </message>
    <message>
        <source>Choose your name, or scan your badge.</source>
        <translation>Namen wählen oder Ausweis scannen.</translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>Ausweis scannen</translation>
    </message>
    <message>
        <source>Badge read, now the PIN</source>
        <translation>Ausweis gelesen, jetzt die PIN</translation>
    </message>
    <message>
        <source>Enter your PIN</source>
        <translation>PIN eingeben</translation>
    </message>
    <message>
        <source>{name}, enter your PIN</source>
        <translation>{name}, PIN eingeben</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Nobody signs</source>
        <translation>Niemand unterschreibt</translation>
    </message>
    <message>
        <source>Record it, a manager signs later</source>
        <translation>Festhalten, die Leitung unterschreibt später</translation>
    </message>
    <message>
        <source>Void sale {number} and give back {refund_minor}</source>
        <translation>Verkauf {number} stornieren und {refund_minor} zurückgeben</translation>
    </message>
    <message>
        <source>Void sale {number}</source>
        <translation>Verkauf {number} stornieren</translation>
    </message>
    <message>
        <source>Sale {number} of another till was paid: {total_minor}</source>
        <translation>Verkauf {number} einer anderen Kasse wurde bezahlt: {total_minor}</translation>
    </message>
    <message>
        <source>Sale {number} of another till was not paid; its cards are freed</source>
        <translation>Verkauf {number} einer anderen Kasse wurde nicht bezahlt; seine Karten werden frei</translation>
    </message>
    <message>
        <source>Recall one card for good|Recall {count} cards for good</source>
        <translation>Eine Karte endgültig zurückrufen|{count} Karten endgültig zurückrufen</translation>
    </message>
    <message>
        <source>Recall one card for good, sold ones too|Recall {count} cards for good, sold ones too: each of those is refunded</source>
        <translation>Eine Karte endgültig zurückrufen, auch verkaufte|{count} Karten endgültig zurückrufen, auch verkaufte: jede davon wird erstattet</translation>
    </message>
    <message>
        <source>Close the day of {till} though one thing is open|Close the day of {till} though {count} things are open</source>
        <translation>Den Tag von {till} abschließen, obwohl eine Sache offen ist|Den Tag von {till} abschließen, obwohl {count} Sachen offen sind</translation>
    </message>
    <message>
        <source>Choose who signs first</source>
        <translation>Erst wählen, wer unterschreibt</translation>
    </message>
    <message>
        <source>At least 6 digits</source>
        <translation>Mindestens 6 Ziffern</translation>
    </message>
    <message>
        <source>The server checks the PIN</source>
        <translation>Der Server prüft die PIN</translation>
    </message>
    <message>
        <source>The PIN is wrong. Nothing was signed.</source>
        <translation>Die PIN ist falsch. Nichts wurde unterschrieben.</translation>
    </message>
    <message>
        <source>Too many wrong PINs: another manager has to unlock this person.</source>
        <translation>Zu viele falsche PINs: eine andere Leitung muss diese Person freischalten.</translation>
    </message>
    <message>
        <source>Only a manager can sign this.</source>
        <translation>Das kann nur die Leitung unterschreiben.</translation>
    </message>
    <message>
        <source>This is asked for in your name. Somebody else has to sign it.</source>
        <translation>Das wird im eigenen Namen verlangt. Jemand anderes muss es unterschreiben.</translation>
    </message>
    <message>
        <source>Somebody has to sign in at this till first.</source>
        <translation>Erst muss sich jemand an dieser Kasse anmelden.</translation>
    </message>
    <message>
        <source>The server cannot check it now. Try again.</source>
        <translation>Der Server kann das gerade nicht prüfen. Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No answer from the server. Nothing was signed.</source>
        <translation>Keine Antwort vom Server. Nichts wurde unterschrieben.</translation>
    </message>
    <message>
        <source>No connection: nobody can sign now.</source>
        <translation>Keine Verbindung: Jetzt kann niemand unterschreiben.</translation>
    </message>
    <message>
        <source>That is no staff badge.</source>
        <translation>Das ist kein Mitarbeiterausweis.</translation>
    </message>
    <message>
        <source>Only while there is no connection</source>
        <translation>Nur solange keine Verbindung besteht</translation>
    </message>
    <message>
        <source>A second person of the studio signs</source>
        <translation>Eine zweite Person des Studios unterschreibt</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Open one code of batch {number} for printing|Open up to {count} codes of batch {number} for printing</source>
        <translation>Einen Code der Charge {number} zum Drucken öffnen|Bis zu {count} Codes der Charge {number} zum Drucken öffnen</translation>
    </message>
    <message>
        <source>Only somebody of the studio can sign this.</source>
        <translation>Das kann nur jemand vom Studio unterschreiben.</translation>
    </message>
    <message>
        <source>A manager has locked this person: somebody else has to sign.</source>
        <translation>Die Leitung hat diese Person gesperrt: Jemand anderes muss unterschreiben.</translation>
    </message>
    <message>
        <source>Sale {number} of another till was paid, and {total_minor} go back</source>
        <translation>Verkauf {number} einer anderen Kasse wurde bezahlt, und {total_minor} gehen zurück</translation>
    </message>
    <message>
        <source>There is no second manager here. Stop the sale of these cards meanwhile, and have the administrator take one on under Staff.</source>
        <translation>Hier gibt es keine zweite Person der Leitung. Den Verkauf der Karten inzwischen stoppen und unter Personal jemanden von der Administration aufnehmen lassen.</translation>
    </message>
    <message>
        <source>Nobody else here may sign this. The administrator takes somebody on first.</source>
        <translation>Sonst darf hier niemand das unterschreiben. Die Administration nimmt erst jemanden auf.</translation>
    </message>
</context>
<context>
    <name>batches_page</name>
    <message>
        <source>Batches</source>
        <translation>Chargen</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>Server wird gefragt</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>The batches cannot be shown</source>
        <translation>Die Chargen können nicht gezeigt werden</translation>
    </message>
    <message>
        <source>No batch has been made yet</source>
        <translation>Noch keine Charge hergestellt</translation>
    </message>
    <message>
        <source>Begin with a new batch: how many cards, and of which product.</source>
        <translation>Beginnen Sie mit einer neuen Charge: wie viele Karten und von welchem Produkt.</translation>
    </message>
    <message>
        <source>Choose a batch to see how its cards stand and what was done with it.</source>
        <translation>Wählen Sie eine Charge, um zu sehen, wie es um ihre Karten steht und was mit ihr geschah.</translation>
    </message>
    <message>
        <source>Show older batches</source>
        <translation>Ältere Chargen zeigen</translation>
    </message>
    <message>
        <source>New batch</source>
        <translation>Neue Charge</translation>
    </message>
    <message>
        <source>Being made</source>
        <translation>Wird hergestellt</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Hergestellt</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Stopped by a fault</source>
        <translation>Durch Fehler angehalten</translation>
    </message>
    <message>
        <source>{made} of {quantity} made</source>
        <translation>{made} von {quantity} hergestellt</translation>
    </message>
    <message>
        <source>Cards made</source>
        <translation>Hergestellte Karten</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packungen</translation>
    </message>
    <message>
        <source>Cartons</source>
        <translation>Kartons</translation>
    </message>
    <message>
        <source>Print proven</source>
        <translation>Druck geprüft</translation>
    </message>
    <message>
        <source>Cards shipped</source>
        <translation>Versandte Karten</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>Redeemed</source>
        <translation>Eingelöst</translation>
    </message>
    <message>
        <source>Invalidated</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>{written_at}, {actor}</source>
        <translation>{written_at}, {actor}</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>Der Server</translation>
    </message>
    <message>
        <source>The administrator&apos;s command line</source>
        <translation>Die Befehlszeile des Administrators</translation>
    </message>
    <message>
        <source>Batch begun</source>
        <translation>Charge begonnen</translation>
    </message>
    <message>
        <source>All cards made</source>
        <translation>Alle Karten hergestellt</translation>
    </message>
    <message>
        <source>Batch cancelled</source>
        <translation>Charge abgebrochen</translation>
    </message>
    <message>
        <source>Printed cards read back</source>
        <translation>Gedruckte Karten zurückgelesen</translation>
    </message>
    <message>
        <source>Released without a proof</source>
        <translation>Ohne Prüfung freigegeben</translation>
    </message>
    <message>
        <source>If you cancel it</source>
        <translation>Wenn Sie sie abbrechen</translation>
    </message>
    <message>
        <source>Hold to cancel this batch</source>
        <translation>Halten, um diese Charge abzubrechen</translation>
    </message>
    <message>
        <source>Press for one second, or hold F9. It cannot be undone.</source>
        <translation>Eine Sekunde drücken oder F9 halten. Es lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Nothing is made before you have seen what it comes to.</source>
        <translation>Es wird nichts hergestellt, bevor Sie gesehen haben, was es ergibt.</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Name of the batch (may be left out)</source>
        <translation>Name der Charge (kann fehlen)</translation>
    </message>
    <message>
        <source>Number of cards</source>
        <translation>Anzahl Karten</translation>
    </message>
    <message>
        <source>Cards in a pack</source>
        <translation>Karten je Packung</translation>
    </message>
    <message>
        <source>Packs in a carton</source>
        <translation>Packungen je Karton</translation>
    </message>
    <message>
        <source>Choose a product</source>
        <translation>Produkt wählen</translation>
    </message>
    <message>
        <source>{title}, {price_minor}</source>
        <translation>{title}, {price_minor}</translation>
    </message>
    <message>
        <source>What that makes</source>
        <translation>Was das ergibt</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Produkte</translation>
    </message>
    <message>
        <source>New product</source>
        <translation>Neues Produkt</translation>
    </message>
    <message>
        <source>No product has been made yet</source>
        <translation>Noch kein Produkt angelegt</translation>
    </message>
    <message>
        <source>Choose a product to see and change its settings.</source>
        <translation>Wählen Sie ein Produkt, um seine Einstellungen zu sehen und zu ändern.</translation>
    </message>
    <message>
        <source>Disabled</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Enabled</source>
        <translation>Freigegeben</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Enable</source>
        <translation>Freigeben</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Short name, such as gift-50</source>
        <translation>Kurzname, etwa gift-50</translation>
    </message>
    <message>
        <source>Name of the product</source>
        <translation>Name des Produkts</translation>
    </message>
    <message>
        <source>Description (may be left out)</source>
        <translation>Beschreibung (kann fehlen)</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>What is sold</source>
        <translation>Was verkauft wird</translation>
    </message>
    <message>
        <source>First six digits of the card numbers</source>
        <translation>Erste sechs Ziffern der Kartennummern</translation>
    </message>
    <message>
        <source>The code for everybody</source>
        <translation>Der Code für alle</translation>
    </message>
    <message>
        <source>Form of the codes</source>
        <translation>Form der Codes</translation>
    </message>
    <message>
        <source>Codes begin with (may be left out)</source>
        <translation>Codes beginnen mit (kann fehlen)</translation>
    </message>
    <message>
        <source>Valid from, such as 2026-11-22</source>
        <translation>Gültig ab, etwa 2026-11-22</translation>
    </message>
    <message>
        <source>Valid to (last day)</source>
        <translation>Gültig bis (letzter Tag)</translation>
    </message>
    <message>
        <source>Redemptions at most</source>
        <translation>Einlösungen höchstens</translation>
    </message>
    <message>
        <source>Script (may be left out)</source>
        <translation>Skript (kann fehlen)</translation>
    </message>
    <message>
        <source>Script works in the background</source>
        <translation>Skript arbeitet im Hintergrund</translation>
    </message>
    <message>
        <source>Retries at most</source>
        <translation>Wiederholungen höchstens</translation>
    </message>
    <message>
        <source>Time-out in seconds</source>
        <translation>Zeitgrenze in Sekunden</translation>
    </message>
    <message>
        <source>Cards with a card number</source>
        <translation>Karten mit Kartennummer</translation>
    </message>
    <message>
        <source>Cards whose barcode is the code</source>
        <translation>Karten, deren Barcode der Code ist</translation>
    </message>
    <message>
        <source>Nothing, codes are given away</source>
        <translation>Nichts, Codes werden verschenkt</translation>
    </message>
    <message>
        <source>Nothing, one code for everybody</source>
        <translation>Nichts, ein Code für alle</translation>
    </message>
    <message>
        <source>Five groups of five</source>
        <translation>Fünf Fünfergruppen</translation>
    </message>
    <message>
        <source>GUID</source>
        <translation>GUID</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No answer from the server. Check the connection, then ask again.</source>
        <translation>Keine Antwort vom Server. Prüfen Sie die Verbindung und fragen Sie dann erneut.</translation>
    </message>
    <message>
        <source>As of {told_at}. The server gave no newer list.</source>
        <translation>Stand {told_at}. Der Server gab keine neuere Liste.</translation>
    </message>
    <message>
        <source>{name}</source>
        <translation>{name}</translation>
    </message>
    <message>
        <source>Batch {number}</source>
        <translation>Charge {number}</translation>
    </message>
    <message>
        <source>{title}, {price_minor}, batch {number}</source>
        <translation>{title}, {price_minor}, Charge {number}</translation>
    </message>
    <message>
        <source>{made} of {quantity} cards are made. It goes on when you leave this page or turn the till off.</source>
        <translation>{made} von {quantity} Karten sind hergestellt. Es geht weiter, auch wenn Sie diese Seite verlassen oder die Kasse ausschalten.</translation>
    </message>
    <message>
        <source>Its one card is made.|All {count} cards are made.</source>
        <translation>Ihre eine Karte ist hergestellt.|Alle {count} Karten sind hergestellt.</translation>
    </message>
    <message>
        <source>Cancelled after {made} of {quantity} cards. None of them can be sold.</source>
        <translation>Abgebrochen nach {made} von {quantity} Karten. Keine davon kann verkauft werden.</translation>
    </message>
    <message>
        <source>Cancelled before a card was made.</source>
        <translation>Abgebrochen, bevor eine Karte hergestellt war.</translation>
    </message>
    <message>
        <source>The server stopped after {made} of {quantity} cards. Call the administrator, or cancel the batch and begin a new one.</source>
        <translation>Der Server hielt nach {made} von {quantity} Karten an. Rufen Sie den Administrator, oder brechen Sie die Charge ab und beginnen Sie eine neue.</translation>
    </message>
    <message>
        <source>The server gave no newer figures. Ask again with F5.</source>
        <translation>Der Server gab keine neueren Zahlen. Fragen Sie mit F5 erneut.</translation>
    </message>
    <message>
        <source>No card is made yet, and none will be.</source>
        <translation>Noch ist keine Karte hergestellt, und es wird keine.</translation>
    </message>
    <message>
        <source>The one card that is made so far is invalidated: it can never be sold.|The {count} cards that are made so far are invalidated: none can ever be sold.</source>
        <translation>Die eine bisher hergestellte Karte wird ungültig: Sie kann nie verkauft werden.|Die {count} bisher hergestellten Karten werden ungültig: Keine kann je verkauft werden.</translation>
    </message>
    <message>
        <source>The number {number} is used up. The next batch gets a new one.</source>
        <translation>Die Nummer {number} ist verbraucht. Die nächste Charge bekommt eine neue.</translation>
    </message>
    <message>
        <source>{number}</source>
        <translation>{number}</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part} von {whole}</translation>
    </message>
    <message>
        <source>Yes, {part} read back</source>
        <translation>Ja, {part} zurückgelesen</translation>
    </message>
    <message>
        <source>One card|{count} cards</source>
        <translation>Eine Karte|{count} Karten</translation>
    </message>
    <message>
        <source>One pack|{count} packs</source>
        <translation>Eine Packung|{count} Packungen</translation>
    </message>
    <message>
        <source>One carton|{count} cartons</source>
        <translation>Ein Karton|{count} Kartons</translation>
    </message>
    <message>
        <source>Numbers from {first} to {last}</source>
        <translation>Nummern von {first} bis {last}</translation>
    </message>
    <message>
        <source>See what that makes</source>
        <translation>Sehen, was das ergibt</translation>
    </message>
    <message>
        <source>Make one card|Make {count} cards</source>
        <translation>Eine Karte herstellen|{count} Karten herstellen</translation>
    </message>
    <message>
        <source>Ask for the products</source>
        <translation>Produkte abfragen</translation>
    </message>
    <message>
        <source>The server does not know this product any more.</source>
        <translation>Der Server kennt dieses Produkt nicht mehr.</translation>
    </message>
    <message>
        <source>This product is disabled. Enable it first, or choose another.</source>
        <translation>Dieses Produkt ist gesperrt. Geben Sie es erst frei oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>This product has one code for everybody, and no cards.</source>
        <translation>Dieses Produkt hat einen Code für alle und keine Karten.</translation>
    </message>
    <message>
        <source>At least one card must be made.</source>
        <translation>Es muss mindestens eine Karte sein.</translation>
    </message>
    <message>
        <source>There are too few card numbers in one batch for so many. Make several batches.</source>
        <translation>Für so viele hat eine Charge zu wenige Kartennummern. Stellen Sie mehrere Chargen her.</translation>
    </message>
    <message>
        <source>A pack holds 1 to 10,000 cards.</source>
        <translation>Eine Packung fasst 1 bis 10.000 Karten.</translation>
    </message>
    <message>
        <source>A carton holds 1 to 10,000 packs.</source>
        <translation>Ein Karton fasst 1 bis 10.000 Packungen.</translation>
    </message>
    <message>
        <source>That makes more than 99,999 packs, and labels have no more numbers. Put more cards in a pack.</source>
        <translation>Das ergibt mehr als 99.999 Packungen, und Etiketten haben nicht mehr Nummern. Nehmen Sie mehr Karten je Packung.</translation>
    </message>
    <message>
        <source>All numbers of batches are used up. Call the administrator.</source>
        <translation>Alle Chargennummern sind verbraucht. Rufen Sie den Administrator.</translation>
    </message>
    <message>
        <source>This batch is whole already. Use a recall to take its cards out of use.</source>
        <translation>Diese Charge ist schon vollständig. Mit einem Rückruf ziehen Sie ihre Karten aus dem Verkehr.</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment</source>
        <translation>Der Server nimmt gerade keine Änderungen an</translation>
    </message>
    <message>
        <source>Choose a product first</source>
        <translation>Wählen Sie erst ein Produkt</translation>
    </message>
    <message>
        <source>Type the three numbers first</source>
        <translation>Geben Sie erst die drei Zahlen ein</translation>
    </message>
    <message>
        <source>Change what is marked first</source>
        <translation>Ändern Sie erst, was markiert ist</translation>
    </message>
    <message>
        <source>No answer from the server. Ask for the products once more.</source>
        <translation>Keine Antwort vom Server. Fragen Sie die Produkte noch einmal ab.</translation>
    </message>
    <message>
        <source>No answer from the server. Nothing was begun; ask once more.</source>
        <translation>Keine Antwort vom Server. Es wurde nichts begonnen; fragen Sie noch einmal.</translation>
    </message>
    <message>
        <source>No answer, so it may have been begun. Press once more: it is begun once only.</source>
        <translation>Keine Antwort, also ist sie vielleicht schon begonnen. Drücken Sie noch einmal: Sie wird nur einmal begonnen.</translation>
    </message>
    <message>
        <source>No answer, so it may have been cancelled. Do it once more: it counts once.</source>
        <translation>Keine Antwort, also ist sie vielleicht schon abgebrochen. Tun Sie es noch einmal: Es zählt nur einmal.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Nothing was changed; try again.</source>
        <translation>Der Server ist nicht erreichbar. Es wurde nichts geändert; versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>Your role does not allow that. Batches are for the studio.</source>
        <translation>Ihre Rolle erlaubt das nicht. Chargen sind Sache des Studios.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Nothing was changed; sign in again.</source>
        <translation>Ihre Anmeldung ist beendet. Es wurde nichts geändert; melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Rufen Sie den Administrator.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst wurde ausgeschlossen. Gehen Sie an eine andere Kasse.</translation>
    </message>
    <message>
        <source>The server has no such thing any more. Ask for the list again.</source>
        <translation>Der Server hat das nicht mehr. Fragen Sie die Liste erneut ab.</translation>
    </message>
    <message>
        <source>The server does not know this batch any more. Ask for the list again.</source>
        <translation>Der Server kennt diese Charge nicht mehr. Fragen Sie die Liste erneut ab.</translation>
    </message>
    <message>
        <source>The server keeps another wish under this number. Go back, begin again.</source>
        <translation>Der Server hat unter dieser Nummer einen anderen Wunsch. Gehen Sie zurück und beginnen Sie neu.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Nothing was changed; try again.</source>
        <translation>Der Server kann das jetzt nicht. Es wurde nichts geändert; versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The batch is being made</source>
        <translation>Die Charge wird hergestellt</translation>
    </message>
    <message>
        <source>It goes on by itself when you leave this page.</source>
        <translation>Es geht von selbst weiter, auch wenn Sie diese Seite verlassen.</translation>
    </message>
    <message>
        <source>One card is made|{count} cards are made</source>
        <translation>Eine Karte ist hergestellt|{count} Karten sind hergestellt</translation>
    </message>
    <message>
        <source>The batch is cancelled</source>
        <translation>Die Charge ist abgebrochen</translation>
    </message>
    <message>
        <source>Batches: {batches}. Cards: {made}, sold {sold}, redeemed {redeemed}</source>
        <translation>Chargen: {batches}. Karten: {made}, verkauft {sold}, eingelöst {redeemed}</translation>
    </message>
    <message>
        <source>Another person has just put here: {value}</source>
        <translation>Eine andere Person hat hier eben eingetragen: {value}</translation>
    </message>
    <message>
        <source>Another person has changed this product meanwhile. Nothing was saved, and what you typed is still here: look through it, then save again.</source>
        <translation>Eine andere Person hat dieses Produkt inzwischen geändert. Es wurde nichts gespeichert, und Ihre Eingaben stehen noch hier: Prüfen Sie sie und speichern Sie erneut.</translation>
    </message>
    <message>
        <source>Type an amount such as 25.00.</source>
        <translation>Geben Sie einen Betrag ein, etwa 25,00.</translation>
    </message>
    <message>
        <source>Type a day such as 2026-11-22.</source>
        <translation>Geben Sie einen Tag ein, etwa 2026-11-22.</translation>
    </message>
    <message>
        <source>Type a whole number.</source>
        <translation>Geben Sie eine ganze Zahl ein.</translation>
    </message>
    <message>
        <source>Letters, digits, - and _, at most 64, with a letter or digit first.</source>
        <translation>Buchstaben, Ziffern, - und _, höchstens 64, zuerst ein Buchstabe oder eine Ziffer.</translation>
    </message>
    <message>
        <source>Nothing has been changed</source>
        <translation>Es wurde nichts geändert</translation>
    </message>
    <message>
        <source>No answer, so it may have been saved. Save once more: it counts once.</source>
        <translation>Keine Antwort, also ist es vielleicht schon gespeichert. Speichern Sie noch einmal: Es zählt nur einmal.</translation>
    </message>
    <message>
        <source>No answer, so it may have been done. Ask again with F5.</source>
        <translation>Keine Antwort, also ist es vielleicht schon geschehen. Fragen Sie mit F5 erneut.</translation>
    </message>
    <message>
        <source>{title} is saved</source>
        <translation>{title} ist gespeichert</translation>
    </message>
    <message>
        <source>{title} is disabled</source>
        <translation>{title} ist gesperrt</translation>
    </message>
    <message>
        <source>{title} is enabled again</source>
        <translation>{title} ist wieder frei</translation>
    </message>
    <message>
        <source>There is a product of this name already.</source>
        <translation>Es gibt schon ein Produkt dieses Namens.</translation>
    </message>
    <message>
        <source>The product needs a name.</source>
        <translation>Das Produkt braucht einen Namen.</translation>
    </message>
    <message>
        <source>What is sold has a price above nothing.</source>
        <translation>Was verkauft wird, hat einen Preis über null.</translation>
    </message>
    <message>
        <source>The price is too high.</source>
        <translation>Der Preis ist zu hoch.</translation>
    </message>
    <message>
        <source>Type a currency such as EUR.</source>
        <translation>Geben Sie eine Währung ein, etwa EUR.</translation>
    </message>
    <message>
        <source>Six digits, the first of them a 9.</source>
        <translation>Sechs Ziffern, die erste davon eine 9.</translation>
    </message>
    <message>
        <source>Numbers that begin with 99 stand on labels. Choose another.</source>
        <translation>Nummern mit 99 am Anfang stehen auf Etiketten. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>A barcode is the card number or the code, not both.</source>
        <translation>Ein Barcode ist Kartennummer oder Code, nicht beides.</translation>
    </message>
    <message>
        <source>Capitals, digits and -, at most 32.</source>
        <translation>Großbuchstaben, Ziffern und -, höchstens 32.</translation>
    </message>
    <message>
        <source>The last day comes before the first one.</source>
        <translation>Der letzte Tag liegt vor dem ersten.</translation>
    </message>
    <message>
        <source>Type the one code that everybody uses.</source>
        <translation>Geben Sie den einen Code ein, den alle verwenden.</translation>
    </message>
    <message>
        <source>Another product has this code already.</source>
        <translation>Ein anderes Produkt hat diesen Code schon.</translation>
    </message>
    <message>
        <source>One code for everybody cannot be sold on cards.</source>
        <translation>Ein Code für alle kann nicht auf Karten verkauft werden.</translation>
    </message>
    <message>
        <source>At least one redemption, or leave it empty.</source>
        <translation>Mindestens eine Einlösung, oder lassen Sie es leer.</translation>
    </message>
    <message>
        <source>The server has no script of this name.</source>
        <translation>Der Server hat kein Skript dieses Namens.</translation>
    </message>
    <message>
        <source>Retries and work in the background need a script.</source>
        <translation>Wiederholungen und Arbeit im Hintergrund brauchen ein Skript.</translation>
    </message>
    <message>
        <source>0 to 1,000 retries.</source>
        <translation>0 bis 1.000 Wiederholungen.</translation>
    </message>
    <message>
        <source>1 second to 30 days.</source>
        <translation>1 Sekunde bis 30 Tage.</translation>
    </message>
    <message>
        <source>The server has no artwork of this name.</source>
        <translation>Der Server hat kein Motiv dieses Namens.</translation>
    </message>
    <message>
        <source>There are codes already, so this cannot be changed.</source>
        <translation>Es gibt schon Codes, also ist das nicht zu ändern.</translation>
    </message>
    <message>
        <source>There are codes already, so the currency stays.</source>
        <translation>Es gibt schon Codes, also bleibt die Währung.</translation>
    </message>
    <message>
        <source>There are codes already, so these digits stay.</source>
        <translation>Es gibt schon Codes, also bleiben diese Ziffern.</translation>
    </message>
    <message>
        <source>There are codes already, so the barcode stays.</source>
        <translation>Es gibt schon Codes, also bleibt der Barcode.</translation>
    </message>
    <message>
        <source>Cards printed</source>
        <translation>Karten gedruckt</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Etiketten</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Import cards made elsewhere</source>
        <translation>Fremde Karten einlesen</translation>
    </message>
    <message>
        <source>This batch was asked for before, and it is not known whether it was begun. Ask once more: it is begun once only.</source>
        <translation>Diese Charge wurde schon einmal verlangt, und es ist nicht bekannt, ob sie begonnen wurde. Fragen Sie noch einmal: Sie wird nur einmal begonnen.</translation>
    </message>
    <message>
        <source>Ask once more for one card|Ask once more for {count} cards</source>
        <translation>Eine Karte noch einmal verlangen|{count} Karten noch einmal verlangen</translation>
    </message>
    <message>
        <source>This till cannot write to its disk, so nothing was begun. Make room, then try again.</source>
        <translation>Diese Kasse kann nicht auf ihre Platte schreiben, darum wurde nichts begonnen. Schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Cards imported</source>
        <translation>Karten eingelesen</translation>
    </message>
    <message>
        <source>These cards were made elsewhere, so they are not printed here.</source>
        <translation>Diese Karten wurden anderswo hergestellt und werden deshalb hier nicht gedruckt.</translation>
    </message>
    <message>
        <source>The barcode of these cards is their code, so they have no numbers: they are not printed, labelled or proven here.</source>
        <translation>Der Barcode dieser Karten ist ihr Code, sie haben also keine Nummern: Hier werden sie weder gedruckt noch etikettiert noch geprüft.</translation>
    </message>
    <message>
        <source>Tills sell such a card by scanning its code: whoever photographs it has the code. Its codes are generated on the web portal, which gives out their list. It has no batches, packs or print runs; for those choose cards with a card number.</source>
        <translation>Kassen verkaufen eine solche Karte, indem sie ihren Code scannen: Wer sie fotografiert, hat den Code. Ihre Codes werden im Portal erzeugt, das die Liste ausgibt. Sie hat keine Chargen, Packungen und Druckläufe; dafür Karten mit Kartennummer wählen.</translation>
    </message>
    <message>
        <source>No till sells it. Its codes are generated on the web portal, which gives out their list.</source>
        <translation>Keine Kasse verkauft es. Seine Codes werden im Portal erzeugt, das die Liste ausgibt.</translation>
    </message>
    <message>
        <source>This product has no card numbers, and batches are of cards with numbers. Its codes are generated on the web portal.</source>
        <translation>Dieses Produkt hat keine Kartennummern, und Chargen bestehen aus Karten mit Nummern. Seine Codes werden im Portal erzeugt.</translation>
    </message>
    <message>
        <source>There is no product with card numbers</source>
        <translation>Es gibt kein Produkt mit Kartennummern</translation>
    </message>
    <message>
        <source>Print run begun</source>
        <translation>Drucklauf begonnen</translation>
    </message>
    <message>
        <source>Print run ended</source>
        <translation>Drucklauf beendet</translation>
    </message>
    <message>
        <source>Yes, {part} read back, no print reading</source>
        <translation>Ja, {part} zurückgelesen, keine Druckmessung</translation>
    </message>
    <message>
        <source>{part} of {whole}, no print reading</source>
        <translation>{part} von {whole}, keine Druckmessung</translation>
    </message>
    <message>
        <source>The picture is on its way</source>
        <translation>Das Bild ist unterwegs</translation>
    </message>
    <message>
        <source>No answer, so it is not known whether the server has this picture. Choose it again: it is stored once only.</source>
        <translation>Keine Antwort, daher ist nicht bekannt, ob der Server dieses Bild hat. Wählen Sie es noch einmal: Es wird nur einmal gespeichert.</translation>
    </message>
    <message>
        <source>The server did not take this picture. Choose another one.</source>
        <translation>Der Server hat dieses Bild nicht angenommen. Wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>Another person has just given it another picture.</source>
        <translation>Jemand anders hat gerade ein anderes Bild gewählt.</translation>
    </message>
    <message>
        <source>Another person has just taken its picture away.</source>
        <translation>Jemand anders hat gerade das Bild entfernt.</translation>
    </message>
    <message>
        <source>Picture (may be left out)</source>
        <translation>Bild (kann fehlen)</translation>
    </message>
    <message>
        <source>Tills show it wherever this product is sold. It counts once you save.</source>
        <translation>Kassen zeigen es, wo immer dieses Produkt verkauft wird. Es gilt, sobald Sie speichern.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
    <message>
        <source>Without a picture</source>
        <translation>Ohne Bild</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Somebody has redeemed this code, so it stays.</source>
        <translation>Diesen Code hat schon jemand eingelöst, also bleibt er.</translation>
    </message>
</context>
<context>
    <name>camera</name>
    <message>
        <source>Camera live</source>
        <translation>Kamera läuft</translation>
    </message>
    <message>
        <source>Barcode seen, reading</source>
        <translation>Strichcode gesehen, wird gelesen</translation>
    </message>
    <message>
        <source>The camera is off</source>
        <translation>Die Kamera ist aus</translation>
    </message>
    <message>
        <source>The camera is starting</source>
        <translation>Die Kamera startet</translation>
    </message>
    <message>
        <source>There is no camera. Use the hand scanner.</source>
        <translation>Es gibt keine Kamera. Den Handscanner benutzen.</translation>
    </message>
    <message>
        <source>The camera is gone. It is tried again every 3 seconds.</source>
        <translation>Die Kamera ist weg. Alle 3 Sekunden wird sie neu gesucht.</translation>
    </message>
</context>
<context>
    <name>cannot_open</name>
    <message>
        <source>The till cannot be opened</source>
        <translation>Die Kasse kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>The key of this till is gone.</source>
        <translation>Der Schlüssel dieser Kasse ist weg.</translation>
    </message>
    <message>
        <source>Keep the folder {folder}: the journal of its sales is in it. Move it away, try again, and join the server with a new enrolment code.</source>
        <translation>Den Ordner {folder} aufheben: Darin liegt das Journal ihrer Verkäufe. Ihn wegräumen, noch einmal versuchen und dem Server mit einem neuen Beitrittscode beitreten.</translation>
    </message>
    <message>
        <source>Another program has the journal of this till open.</source>
        <translation>Ein anderes Programm hat das Journal dieser Kasse offen.</translation>
    </message>
    <message>
        <source>Close it, or restart the computer, and try again.</source>
        <translation>Es schließen oder den Rechner neu starten, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The till is running already, and its window does not answer.</source>
        <translation>Die Kasse läuft schon, und ihr Fenster antwortet nicht.</translation>
    </message>
    <message>
        <source>Restart the computer. Sales that are open end by themselves afterwards.</source>
        <translation>Den Rechner neu starten. Offene Verkäufe enden danach von selbst.</translation>
    </message>
    <message>
        <source>The file {file} of the demo shop cannot be read.</source>
        <translation>Die Datei {file} des Demoladens ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Nothing in a demo is real: delete the folder {folder}, and try again for a new one.</source>
        <translation>In einer Demo ist nichts echt: den Ordner {folder} löschen und für eine neue noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The file that says which till this is cannot be read.</source>
        <translation>Die Datei, die sagt, welche Kasse das ist, ist nicht lesbar.</translation>
    </message>
    <message>
        <source>It lies in {folder}. Give this user access to it, or bring it back from a backup, and try again.</source>
        <translation>Sie liegt in {folder}. Diesem Benutzer Zugriff geben oder sie aus einer Sicherung zurückholen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The file that says which till this is was damaged; it is kept aside in {folder}.</source>
        <translation>Die Datei, die sagt, welche Kasse das ist, war beschädigt; sie liegt beiseite in {folder}.</translation>
    </message>
    <message>
        <source>Bring it back from a backup, or try again and join the server with a new enrolment code.</source>
        <translation>Sie aus einer Sicherung zurückholen, oder noch einmal versuchen und dem Server mit einem neuen Beitrittscode beitreten.</translation>
    </message>
    <message>
        <source>{url} is no address of a server.</source>
        <translation>{url} ist keine Adresse eines Servers.</translation>
    </message>
    <message>
        <source>It begins with https://, and only on this very computer with http://. Close the till, and start it with the right one.</source>
        <translation>Sie beginnt mit https://, und nur auf diesem Rechner selbst mit http://. Die Kasse schließen und mit der richtigen starten.</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be used: {details}.</source>
        <translation>Der Ordner {folder} ist nicht zu verwenden: {details}.</translation>
    </message>
    <message>
        <source>Give this user access to it, or make room on the disk, and try again.</source>
        <translation>Diesem Benutzer Zugriff geben oder Platz auf der Festplatte schaffen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>There is a real till in the folder {folder}, and nobody practises there.</source>
        <translation>Im Ordner {folder} liegt eine echte Kasse, und dort übt niemand.</translation>
    </message>
    <message>
        <source>Start practice with another folder, or without --data.</source>
        <translation>Die Übung mit einem anderen Ordner starten, oder ohne --data.</translation>
    </message>
    <message>
        <source>The shop to practise in could not be made in {folder}.</source>
        <translation>Das Übungsgeschäft konnte in {folder} nicht angelegt werden.</translation>
    </message>
    <message>
        <source>Give this user access to it, or make room on the disk, and try again. Nothing in it is real: it may be deleted.</source>
        <translation>Diesem Benutzer Zugriff darauf geben oder Platz auf der Platte schaffen und noch einmal versuchen. Nichts darin ist echt: Er darf gelöscht werden.</translation>
    </message>
</context>
<context>
    <name>cards</name>
    <message>
        <source>Check the digits</source>
        <translation>Ziffern vergleichen</translation>
    </message>
    <message>
        <source>Can be sold</source>
        <translation>Kann verkauft werden</translation>
    </message>
    <message>
        <source>Cannot be sold</source>
        <translation>Kann nicht verkauft werden</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Being activated</source>
        <translation>Wird aktiviert</translation>
    </message>
    <message>
        <source>Activated</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>Not activated</source>
        <translation>Nicht aktiviert</translation>
    </message>
    <message>
        <source>Being voided</source>
        <translation>Wird storniert</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Redeemed</source>
        <translation>Eingelöst</translation>
    </message>
    <message>
        <source>Free again</source>
        <translation>Wieder frei</translation>
    </message>
    <message>
        <source>The server does not know this card.</source>
        <translation>Der Server kennt diese Karte nicht.</translation>
    </message>
    <message>
        <source>This card has been sold already.</source>
        <translation>Diese Karte wurde schon verkauft.</translation>
    </message>
    <message>
        <source>This card was sold at **{since_at}**.</source>
        <translation>Diese Karte wurde um **{since_at}** verkauft.</translation>
    </message>
    <message>
        <source>This card was sold at **{since_at}** at **{till}**.</source>
        <translation>Diese Karte wurde um **{since_at}** an **{till}** verkauft.</translation>
    </message>
    <message>
        <source>This card lies in another sale.</source>
        <translation>Diese Karte liegt in einem anderen Verkauf.</translation>
    </message>
    <message>
        <source>This card has been in another sale since **{since_at}**.</source>
        <translation>Diese Karte liegt seit **{since_at}** in einem anderen Verkauf.</translation>
    </message>
    <message>
        <source>This card has been in a sale at **{till}** since **{since_at}**.</source>
        <translation>Diese Karte liegt seit **{since_at}** in einem Verkauf an **{till}**.</translation>
    </message>
    <message>
        <source>This card is not held for this sale any more.</source>
        <translation>Diese Karte ist nicht mehr für diesen Verkauf reserviert.</translation>
    </message>
    <message>
        <source>This card has been redeemed already.</source>
        <translation>Diese Karte wurde schon eingelöst.</translation>
    </message>
    <message>
        <source>This card was redeemed at **{since_at}**.</source>
        <translation>Diese Karte wurde um **{since_at}** eingelöst.</translation>
    </message>
    <message>
        <source>This card has been made invalid.</source>
        <translation>Diese Karte wurde ungültig gemacht.</translation>
    </message>
    <message>
        <source>This card was made invalid at **{since_at}**.</source>
        <translation>Diese Karte wurde um **{since_at}** ungültig gemacht.</translation>
    </message>
    <message>
        <source>The sale of this card was cancelled. It is not valid any more.</source>
        <translation>Der Verkauf dieser Karte wurde storniert. Sie gilt nicht mehr.</translation>
    </message>
    <message>
        <source>The sale of this card was cancelled at **{since_at}**. It is not valid any more.</source>
        <translation>Der Verkauf dieser Karte wurde um **{since_at}** storniert. Sie gilt nicht mehr.</translation>
    </message>
    <message>
        <source>Somebody tried to redeem this card before it was sold.</source>
        <translation>Jemand wollte diese Karte einlösen, bevor sie verkauft war.</translation>
    </message>
    <message>
        <source>Somebody tried to redeem this card at **{since_at}**, before it was sold.</source>
        <translation>Jemand wollte diese Karte um **{since_at}** einlösen, bevor sie verkauft war.</translation>
    </message>
    <message>
        <source>The sale of this card has been stopped.</source>
        <translation>Der Verkauf dieser Karte wurde gestoppt.</translation>
    </message>
    <message>
        <source>The sale of this card was stopped at **{since_at}**.</source>
        <translation>Der Verkauf dieser Karte wurde um **{since_at}** gestoppt.</translation>
    </message>
    <message>
        <source>This card has been recalled.</source>
        <translation>Diese Karte wurde zurückgerufen.</translation>
    </message>
    <message>
        <source>This card was recalled at **{since_at}**.</source>
        <translation>Diese Karte wurde um **{since_at}** zurückgerufen.</translation>
    </message>
    <message>
        <source>This card is active already, without a sale.</source>
        <translation>Diese Karte ist schon aktiv, ohne einen Verkauf.</translation>
    </message>
    <message>
        <source>This card has been active since **{since_at}**, without a sale.</source>
        <translation>Diese Karte ist seit **{since_at}** aktiv, ohne einen Verkauf.</translation>
    </message>
    <message>
        <source>This card has not been received at this store. A manager can receive its pack under **Stock**.</source>
        <translation>Diese Karte ist in dieser Filiale nicht eingegangen. Die Leitung kann ihre Packung unter **Bestand** annehmen.</translation>
    </message>
    <message>
        <source>This product is not sold at the moment.</source>
        <translation>Dieses Produkt wird zurzeit nicht verkauft.</translation>
    </message>
    <message>
        <source>The price of this card has changed.</source>
        <translation>Der Preis dieser Karte hat sich geändert.</translation>
    </message>
    <message>
        <source>This card is being redeemed at this moment.</source>
        <translation>Diese Karte wird gerade eingelöst.</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>no answer yet</source>
        <translation>noch keine Antwort</translation>
    </message>
    <message>
        <source>{done_at}</source>
        <translation>{done_at}</translation>
    </message>
    <message>
        <source>{word}, done</source>
        <translation>{word}, erledigt</translation>
    </message>
    <message>
        <source>{word}, under way</source>
        <translation>{word}, läuft</translation>
    </message>
    <message>
        <source>{word}, not yet</source>
        <translation>{word}, noch nicht</translation>
    </message>
    <message>
        <source>Printer ready</source>
        <translation>Drucker bereit</translation>
    </message>
    <message>
        <source>Printer does not answer</source>
        <translation>Drucker antwortet nicht</translation>
    </message>
    <message>
        <source>As a PDF</source>
        <translation>Als PDF</translation>
    </message>
    <message>
        <source>Not printed: the printer cannot be reached. Check its cable and that it is on.</source>
        <translation>Nicht gedruckt: der Drucker ist nicht erreichbar. Kabel prüfen, und ob er eingeschaltet ist.</translation>
    </message>
    <message>
        <source>Not printed: the printer is switched to offline. Press its online button.</source>
        <translation>Nicht gedruckt: der Drucker steht auf Offline. Seine Online-Taste drücken.</translation>
    </message>
    <message>
        <source>Not printed: put in a new roll of paper.</source>
        <translation>Nicht gedruckt: eine neue Papierrolle einlegen.</translation>
    </message>
    <message>
        <source>Not printed: close the printer&apos;s cover.</source>
        <translation>Nicht gedruckt: den Deckel des Druckers schließen.</translation>
    </message>
    <message>
        <source>Not printed: the printer reports a fault. Switch it off and on.</source>
        <translation>Nicht gedruckt: der Drucker meldet eine Störung. Aus- und wieder einschalten.</translation>
    </message>
    <message>
        <source>Not printed: the connection to the printer broke off.</source>
        <translation>Nicht gedruckt: die Verbindung zum Drucker ist abgebrochen.</translation>
    </message>
    <message>
        <source>Not known whether it printed: look at the printer, then print again if needed.</source>
        <translation>Nicht bekannt, ob gedruckt wurde: am Drucker nachsehen und bei Bedarf noch einmal drucken.</translation>
    </message>
    <message>
        <source>Not printed: this computer cannot reach USB printers. Choose another in Settings.</source>
        <translation>Nicht gedruckt: dieser Computer erreicht keine USB-Drucker. In der Einrichtung einen anderen wählen.</translation>
    </message>
    <message>
        <source>Not saved: the folder for receipts cannot be written. Choose another in Settings.</source>
        <translation>Nicht gespeichert: in den Ordner für Belege kann nicht geschrieben werden. In der Einrichtung einen anderen wählen.</translation>
    </message>
    <message>
        <source>There is no drawer at this printer.</source>
        <translation>An diesem Drucker ist keine Kassenlade.</translation>
    </message>
    <message>
        <source>Only a part was printed. Tear it off, then print again: it will say COPY.</source>
        <translation>Nur ein Teil wurde gedruckt. Abreißen und noch einmal drucken: darauf steht dann KOPIE.</translation>
    </message>
    <message>
        <source>Being freed</source>
        <translation>Wird freigegeben</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch unklar</translation>
    </message>
    <message>
        <source>Not valid any more</source>
        <translation>Nicht mehr gültig</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Fewer details</source>
        <translation>Weniger Details</translation>
    </message>
    <message>
        <source>For support: {text}</source>
        <translation>Für den Support: {text}</translation>
    </message>
    <message>
        <source>The picture has too many pixels. A card needs no more than 2,400 across.</source>
        <translation>Das Bild hat zu viele Pixel. Eine Karte braucht höchstens 2.400 in der Breite.</translation>
    </message>
    <message>
        <source>The picture is larger than 64 MB. Save it smaller.</source>
        <translation>Das Bild ist größer als 64 MB. Kleiner speichern.</translation>
    </message>
    <message>
        <source>SVG files may hold scripts and are not taken. Save it as PNG.</source>
        <translation>SVG-Dateien können Skripte enthalten und werden nicht genommen. Als PNG speichern.</translation>
    </message>
    <message>
        <source>The file is no picture. PNG, JPEG, TIFF and WebP are taken.</source>
        <translation>Die Datei ist kein Bild. PNG, JPEG, TIFF und WebP werden genommen.</translation>
    </message>
    <message>
        <source>The picture is damaged or not complete. Take it from its source again.</source>
        <translation>Das Bild ist beschädigt oder unvollständig. Es neu von der Quelle holen.</translation>
    </message>
    <message>
        <source>The picture cannot be read.</source>
        <translation>Das Bild lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The picture&apos;s print colours were converted. Compare them on a test print.</source>
        <translation>Die Druckfarben des Bildes wurden umgewandelt. Auf einem Probedruck vergleichen.</translation>
    </message>
    <message>
        <source>The file holds several pictures. The first one was taken.</source>
        <translation>Die Datei enthält mehrere Bilder. Das erste wurde genommen.</translation>
    </message>
</context>
<context>
    <name>checkout</name>
    <message>
        <source>Checkout</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Sale {number}</source>
        <translation>Verkauf {number}</translation>
    </message>
    <message>
        <source>Basket</source>
        <translation>Warenkorb</translation>
    </message>
    <message>
        <source>1 card|{count} cards</source>
        <translation>1 Karte|{count} Karten</translation>
    </message>
    <message>
        <source>Cards you scan appear here with their price.</source>
        <translation>Gescannte Karten erscheinen hier mit ihrem Preis.</translation>
    </message>
    <message>
        <source>Scan the next card</source>
        <translation>Nächste Karte scannen</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Take payment</source>
        <translation>Zahlung annehmen</translation>
    </message>
    <message>
        <source>Cancel sale</source>
        <translation>Verkauf abbrechen</translation>
    </message>
    <message>
        <source>Type the card number</source>
        <translation>Kartennummer eintippen</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>Eintippen</translation>
    </message>
    <message>
        <source>ends in **{digits}**</source>
        <translation>endet auf **{digits}**</translation>
    </message>
    <message>
        <source>ends in **{digits}**, typed</source>
        <translation>endet auf **{digits}**, eingetippt</translation>
    </message>
    <message>
        <source>Remove {name}, ends in {digits}</source>
        <translation>{name}, endet auf {digits}, entfernen</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>Server wird gefragt</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Check that the card in your hand ends in</source>
        <translation>Prüfen, dass die Karte in der Hand endet auf</translation>
    </message>
    <message>
        <source>Just scanned</source>
        <translation>Gerade gescannt</translation>
    </message>
    <message>
        <source>Typed by hand</source>
        <translation>Von Hand eingetippt</translation>
    </message>
    <message>
        <source>The card ends in {digits}</source>
        <translation>Die Karte endet auf {digits}</translation>
    </message>
    <message>
        <source>The digits differ, remove this card</source>
        <translation>Die Ziffern weichen ab, Karte entfernen</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Use the hand scanner, or drop a picture of the card on this window.</source>
        <translation>Den Handscanner benutzen oder ein Bild der Karte in dieses Fenster ziehen.</translation>
    </message>
    <message>
        <source>Drop a picture of a card here</source>
        <translation>Bild einer Karte hier ablegen</translation>
    </message>
    <message>
        <source>A photo with the whole barcode in it is enough.</source>
        <translation>Ein Foto, auf dem der ganze Strichcode zu sehen ist, genügt.</translation>
    </message>
    <message>
        <source>Let go to read the barcode</source>
        <translation>Loslassen, um den Strichcode zu lesen</translation>
    </message>
    <message>
        <source>Last sale {sold_at}</source>
        <translation>Letzter Verkauf {sold_at}</translation>
    </message>
    <message>
        <source>{total_minor}, {state}</source>
        <translation>{total_minor}, {state}</translation>
    </message>
    <message>
        <source>Open sale</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Hand scanner</source>
        <translation>Handscanner</translation>
    </message>
    <message>
        <source>Serial scanner</source>
        <translation>Serieller Scanner</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>To go back to the customer</source>
        <translation>Geht an den Kunden zurück</translation>
    </message>
    <message>
        <source>Press first: the server is asked, and then it says here what to give.</source>
        <translation>Erst drücken: Der Server wird gefragt, dann steht hier, was zu geben ist.</translation>
    </message>
    <message>
        <source>Give to the customer now</source>
        <translation>Jetzt dem Kunden geben</translation>
    </message>
    <message>
        <source>It is recorded. Give it once.</source>
        <translation>Es ist festgehalten. Einmal geben.</translation>
    </message>
    <message>
        <source>No money goes back at this till. Only if it has gone out already, say so under Waiting.</source>
        <translation>An dieser Kasse geht kein Geld zurück. Nur wenn es schon ausgezahlt ist, das unter Wartend festhalten.</translation>
    </message>
    <message>
        <source>Ask the server</source>
        <translation>Den Server fragen</translation>
    </message>
    <message>
        <source>Hand back {amount}</source>
        <translation>{amount} zurückgeben</translation>
    </message>
    <message>
        <source>No money goes back at this till.</source>
        <translation>An dieser Kasse geht kein Geld zurück.</translation>
    </message>
    <message>
        <source>On a serial port</source>
        <translation>An einer seriellen Schnittstelle</translation>
    </message>
    <message>
        <source>Bring back the card|Bring back the {count} cards</source>
        <translation>Die Karte zurückholen|Die {count} Karten zurückholen</translation>
    </message>
    <message>
        <source>Live picture</source>
        <translation>Livebild</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Sees a barcode</source>
        <translation>Sieht Strichcode</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>Kartennummer</translation>
    </message>
    <message>
        <source>The 18 digits under the barcode.</source>
        <translation>Die 18 Ziffern unter dem Strichcode.</translation>
    </message>
    <message>
        <source>Only where the barcode cannot be read. The sale notes that it was typed.</source>
        <translation>Nur wenn der Strichcode nicht lesbar ist. Der Verkauf hält fest, dass getippt wurde.</translation>
    </message>
    <message>
        <source>One digit is missing|{count} digits are missing</source>
        <translation>Eine Ziffer fehlt|{count} Ziffern fehlen</translation>
    </message>
    <message>
        <source>Add this card</source>
        <translation>Diese Karte hinzufügen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>How does the customer pay?</source>
        <translation>Wie wird bezahlt?</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bar</translation>
    </message>
    <message>
        <source>Card machine</source>
        <translation>Kartengerät</translation>
    </message>
    <message>
        <source>Amount given</source>
        <translation>Gegebener Betrag</translation>
    </message>
    <message>
        <source>Change due</source>
        <translation>Rückgeld</translation>
    </message>
    <message>
        <source>Exactly {exact_minor}</source>
        <translation>Genau {exact_minor}</translation>
    </message>
    <message>
        <source>Payment reference</source>
        <translation>Zahlungsreferenz</translation>
    </message>
    <message>
        <source>It stands on the slip of the card machine. Each reference pays for one sale.</source>
        <translation>Sie steht auf dem Beleg des Kartengeräts. Jede Referenz bezahlt nur einen Verkauf.</translation>
    </message>
    <message>
        <source>Paid, activate the card|Paid, activate {count} cards</source>
        <translation>Bezahlt, Karte aktivieren|Bezahlt, {count} Karten aktivieren</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>Activated</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>Not activated</source>
        <translation>Nicht aktiviert</translation>
    </message>
    <message>
        <source>Confirmed by the server at {time}</source>
        <translation>Vom Server bestätigt um {time}</translation>
    </message>
    <message>
        <source>Void this sale</source>
        <translation>Diesen Verkauf stornieren</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Print receipt</source>
        <translation>Beleg drucken</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Noch einmal drucken</translation>
    </message>
    <message>
        <source>Next sale without receipt</source>
        <translation>Nächster Verkauf ohne Beleg</translation>
    </message>
    <message>
        <source>Next sale</source>
        <translation>Nächster Verkauf</translation>
    </message>
    <message>
        <source>Give nothing back yet</source>
        <translation>Noch nichts zurückgeben</translation>
    </message>
    <message>
        <source>Not known whether a manager has paid it elsewhere: the server cannot be asked now. It stays under Waiting, too.</source>
        <translation>Nicht bekannt, ob die Leitung es anderswo ausgezahlt hat: Der Server ist jetzt nicht zu fragen. Es steht auch unter Wartend.</translation>
    </message>
    <message>
        <source>Not known whether a manager has paid it elsewhere: the server cannot tell it yet. It stays under Waiting, too.</source>
        <translation>Nicht bekannt, ob die Leitung es anderswo ausgezahlt hat: Der Server kann es noch nicht sagen. Es steht auch unter Wartend.</translation>
    </message>
    <message>
        <source>This sale stays under **Waiting**, also after a restart.</source>
        <translation>Dieser Verkauf bleibt unter **Wartend**, auch nach einem Neustart.</translation>
    </message>
    <message>
        <source>Hold to begin a new journal</source>
        <translation>Gedrückt halten, um ein neues Journal zu beginnen</translation>
    </message>
    <message>
        <source>This sale stays under **Waiting**, also after a restart. New cards can be sold as soon as the server answers.</source>
        <translation>Dieser Verkauf bleibt unter **Wartend**, auch nach einem Neustart. Neue Karten können verkauft werden, sobald der Server antwortet.</translation>
    </message>
    <message>
        <source>How was it paid?</source>
        <translation>Wie wurde bezahlt?</translation>
    </message>
    <message>
        <source>The money is here, only the server&apos;s note of it is missing.</source>
        <translation>Das Geld ist da, nur der Server hat es noch nicht verbucht.</translation>
    </message>
    <message>
        <source>The right payment reference</source>
        <translation>Die richtige Zahlungsreferenz</translation>
    </message>
    <message>
        <source>It was cash</source>
        <translation>Es war bar</translation>
    </message>
    <message>
        <source>Correct the payment</source>
        <translation>Zahlung berichtigen</translation>
    </message>
    <message>
        <source>It stands on the slip of the card machine.</source>
        <translation>Sie steht auf dem Beleg des Kartengeräts.</translation>
    </message>
    <message>
        <source>No scan yet</source>
        <translation>Noch kein Scan</translation>
    </message>
    <message>
        <source>Has scanned</source>
        <translation>Hat gescannt</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>None found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>The money is recorded as given back.</source>
        <translation>Das Geld ist als zurückgegeben festgehalten.</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Rückzahlung</translation>
    </message>
    <message>
        <source>USB, as a keyboard</source>
        <translation>USB, als Tastatur</translation>
    </message>
    <message>
        <source>Take {total_minor} on the card machine first, then enter its reference.</source>
        <translation>Zuerst {total_minor} am Kartengerät kassieren, dann dessen Referenz eingeben.</translation>
    </message>
    <message>
        <source>Next try</source>
        <translation>Nächster Versuch</translation>
    </message>
    <message>
        <source>1 try since {time}|{count} tries since {time}</source>
        <translation>1 Versuch seit {time}|{count} Versuche seit {time}</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Asking the server now</source>
        <translation>Der Server wird gerade gefragt</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Leave it waiting</source>
        <translation>Warten lassen</translation>
    </message>
    <message>
        <source>Print waiting slip</source>
        <translation>Wartebeleg drucken</translation>
    </message>
    <message>
        <source>Print the slip again</source>
        <translation>Wartebeleg noch einmal drucken</translation>
    </message>
    <message>
        <source>Customer cannot wait?</source>
        <translation>Keine Zeit zu warten?</translation>
    </message>
    <message>
        <source>Call a manager to refund</source>
        <translation>Leitung rufen und auszahlen</translation>
    </message>
    <message>
        <source>Scanning locked</source>
        <translation>Scannen gesperrt</translation>
    </message>
    <message>
        <source>Hold to confirm: {label}</source>
        <translation>Gedrückt halten: {label}</translation>
    </message>
    <message>
        <source>Press for one second, or hold F9</source>
        <translation>Eine Sekunde drücken oder F9 halten</translation>
    </message>
    <message>
        <source>Call a manager</source>
        <translation>Leitung rufen</translation>
    </message>
    <message>
        <source>Manager called</source>
        <translation>Leitung gerufen</translation>
    </message>
    <message>
        <source>{name}, ends in</source>
        <translation>{name}, endet auf</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Rest of the sale</source>
        <translation>Rest des Verkaufs</translation>
    </message>
    <message>
        <source>Open Waiting</source>
        <translation>Wartend öffnen</translation>
    </message>
    <message>
        <source>Scan a card</source>
        <translation>Karte scannen</translation>
    </message>
    <message>
        <source>Use the hand scanner, or hold the barcode in front of the camera.</source>
        <translation>Den Handscanner benutzen oder den Strichcode vor die Kamera halten.</translation>
    </message>
    <message>
        <source>Asking the server about the card</source>
        <translation>Server wird nach der Karte gefragt</translation>
    </message>
    <message>
        <source>Check the digits {digits}, then take payment</source>
        <translation>Ziffern {digits} vergleichen, dann Zahlung annehmen</translation>
    </message>
    <message>
        <source>The card is being held|{count} cards are being held</source>
        <translation>Die Karte wird reserviert|{count} Karten werden reserviert</translation>
    </message>
    <message>
        <source>Take {total_minor}</source>
        <translation>{total_minor} annehmen</translation>
    </message>
    <message>
        <source>Being activated</source>
        <translation>Wird aktiviert</translation>
    </message>
    <message>
        <source>Paid. Keep the cards behind the counter until the answer is here.</source>
        <translation>Bezahlt. Die Karten hinter der Theke behalten, bis die Antwort da ist.</translation>
    </message>
    <message>
        <source>Hand over the card and print the receipt.|Hand over the {count} cards and print the receipt.</source>
        <translation>Karte aushändigen und Beleg drucken.|{count} Karten aushändigen und Beleg drucken.</translation>
    </message>
    <message>
        <source>Partly activated</source>
        <translation>Teilweise aktiviert</translation>
    </message>
    <message>
        <source>Keep the card. The customer gets the money back.|Keep the cards. The customer gets the money back.</source>
        <translation>Karte behalten. Das Geld wird zurückgegeben.|Karten behalten. Das Geld wird zurückgegeben.</translation>
    </message>
    <message>
        <source>A manager settled this sale as not paid. Keep the card.|A manager settled this sale as not paid. Keep the cards.</source>
        <translation>Die Leitung hat diesen Verkauf als nicht bezahlt geklärt. Karte behalten.|Die Leitung hat diesen Verkauf als nicht bezahlt geklärt. Karten behalten.</translation>
    </message>
    <message>
        <source>Keep the card. {name} has taken on its refund elsewhere: give nothing back here.|Keep the cards. {name} has taken on their refund elsewhere: give nothing back here.</source>
        <translation>Die Karte behalten. {name} hat ihre Rückzahlung anderswo übernommen: hier nichts zurückgeben.|Die Karten behalten. {name} hat ihre Rückzahlung anderswo übernommen: hier nichts zurückgeben.</translation>
    </message>
    <message>
        <source>One card was not activated: keep it. {name} has taken on its refund elsewhere: give nothing back here. Hand over the rest.|{count} cards were not activated: keep them. {name} has taken on their refund elsewhere: give nothing back here. Hand over the rest.</source>
        <translation>Eine Karte wurde nicht aktiviert: behalten. {name} hat ihre Rückzahlung anderswo übernommen: hier nichts zurückgeben. Die übrigen aushändigen.|{count} Karten wurden nicht aktiviert: behalten. {name} hat ihre Rückzahlung anderswo übernommen: hier nichts zurückgeben. Die übrigen aushändigen.</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch unklar</translation>
    </message>
    <message>
        <source>Paid, but the server gives no answer that settles it. Keep the card and call a manager.|Paid, but the server gives no answer that settles it. Keep the {count} cards and call a manager.</source>
        <translation>Bezahlt, aber der Server gibt keine klärende Antwort. Karte behalten und die Leitung rufen.|Bezahlt, aber der Server gibt keine klärende Antwort. {count} Karten behalten und die Leitung rufen.</translation>
    </message>
    <message>
        <source>Keep the card, call a manager.|Keep the cards, call a manager.</source>
        <translation>Karte behalten, Leitung rufen.|Karten behalten, Leitung rufen.</translation>
    </message>
    <message>
        <source>Put the card aside and take another one.|Put the cards aside and take others.</source>
        <translation>Karte beiseitelegen und eine andere nehmen.|Karten beiseitelegen und andere nehmen.</translation>
    </message>
    <message>
        <source>Scan the card once more.|Scan the cards once more.</source>
        <translation>Karte noch einmal scannen.|Karten noch einmal scannen.</translation>
    </message>
    <message>
        <source>I kept the card|I kept the cards</source>
        <translation>Karte behalten|Karten behalten</translation>
    </message>
    <message>
        <source>I put the card aside|I put the cards aside</source>
        <translation>Karte beiseitegelegt|Karten beiseitegelegt</translation>
    </message>
    <message>
        <source>I will scan again</source>
        <translation>Ich scanne noch einmal</translation>
    </message>
    <message>
        <source>Nothing was taken for it|Nothing was taken for them</source>
        <translation>Dafür wurde nichts kassiert|Dafür wurde nichts kassiert</translation>
    </message>
    <message>
        <source>No other card in the basket</source>
        <translation>Keine weitere Karte im Warenkorb</translation>
    </message>
    <message>
        <source>1 card, {rest_minor}, unchanged|{count} cards, {rest_minor}, unchanged</source>
        <translation>1 Karte, {rest_minor}, unverändert|{count} Karten, {rest_minor}, unverändert</translation>
    </message>
    <message>
        <source>For support: {text}</source>
        <translation>Für den Support: {text}</translation>
    </message>
    <message>
        <source>Enter the amount given</source>
        <translation>Gegebenen Betrag eingeben</translation>
    </message>
    <message>
        <source>Enter the payment reference</source>
        <translation>Zahlungsreferenz eingeben</translation>
    </message>
    <message>
        <source>One card was not activated: keep it. Hand over the rest.|{count} cards were not activated: keep them. Hand over the rest.</source>
        <translation>Eine Karte wurde nicht aktiviert: behalten. Den Rest aushändigen.|{count} Karten wurden nicht aktiviert: behalten. Den Rest aushändigen.</translation>
    </message>
    <message>
        <source>A manager settled this sale as paid, but this till was paid nothing for it. Keep all cards and call the manager.</source>
        <translation>Die Leitung hat diesen Verkauf als bezahlt geklärt, aber an dieser Kasse wurde nichts dafür bezahlt. Alle Karten behalten und die Leitung rufen.</translation>
    </message>
    <message>
        <source>Keep the card. Not known yet whether its money is still to go back here.|Keep the cards. Not known yet whether their money is still to go back here.</source>
        <translation>Die Karte behalten. Noch nicht bekannt, ob ihr Geld hier noch zurückgeht.|Die Karten behalten. Noch nicht bekannt, ob ihr Geld hier noch zurückgeht.</translation>
    </message>
    <message>
        <source>One card was not activated: keep it. Not known yet whether its money is still to go back here. Hand over the rest.|{count} cards were not activated: keep them. Not known yet whether their money is still to go back here. Hand over the rest.</source>
        <translation>Eine Karte wurde nicht aktiviert: behalten. Noch nicht bekannt, ob ihr Geld hier noch zurückgeht. Die übrigen aushändigen.|{count} Karten wurden nicht aktiviert: behalten. Noch nicht bekannt, ob ihr Geld hier noch zurückgeht. Die übrigen aushändigen.</translation>
    </message>
    <message>
        <source>Paid, being activated. Keep the card behind the counter. The till is finding out and asks again by itself.|Paid, being activated. Keep the {count} cards behind the counter. The till is finding out and asks again by itself.</source>
        <translation>Bezahlt, wird aktiviert. Karte hinter der Theke behalten. Die Kasse klärt es und fragt von selbst wieder.|Bezahlt, wird aktiviert. Die {count} Karten hinter der Theke behalten. Die Kasse klärt es und fragt von selbst wieder.</translation>
    </message>
    <message>
        <source>{missing_minor} are missing.</source>
        <translation>{missing_minor} fehlen.</translation>
    </message>
    <message>
        <source>The till&apos;s disk is full: the payment was not recorded. Call the administrator.</source>
        <translation>Die Festplatte der Kasse ist voll: die Zahlung wurde nicht festgehalten. Die Administration rufen.</translation>
    </message>
    <message>
        <source>The basket is empty</source>
        <translation>Der Warenkorb ist leer</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>The server takes no sales now</source>
        <translation>Der Server nimmt gerade keine Verkäufe an</translation>
    </message>
    <message>
        <source>A manager has to decide</source>
        <translation>Die Leitung muss entscheiden</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Wird gedruckt</translation>
    </message>
    <message>
        <source>Not at this moment</source>
        <translation>Gerade nicht möglich</translation>
    </message>
    <message>
        <source>Only a manager may decide that</source>
        <translation>Das darf nur die Leitung entscheiden</translation>
    </message>
    <message>
        <source>No connection since {since_at}</source>
        <translation>Keine Verbindung seit {since_at}</translation>
    </message>
    <message>
        <source>Cards cannot be sold until it is back. The till tries again by itself.</source>
        <translation>Bis sie wieder da ist, können keine Karten verkauft werden. Die Kasse versucht es von selbst wieder.</translation>
    </message>
    <message>
        <source>The server takes no sales since {since_at}</source>
        <translation>Der Server nimmt seit {since_at} keine Verkäufe an</translation>
    </message>
    <message>
        <source>It cannot write to its disk. Call the administrator.</source>
        <translation>Er kann nicht auf seine Festplatte schreiben. Die Administration rufen.</translation>
    </message>
    <message>
        <source>The till&apos;s journal is damaged</source>
        <translation>Das Journal der Kasse ist beschädigt</translation>
    </message>
    <message>
        <source>Nothing can be sold here. The damaged file is kept. A manager can begin a new journal; open sales of this till are then settled under Waiting at any till.</source>
        <translation>Hier kann nichts verkauft werden. Die beschädigte Datei bleibt erhalten. Die Leitung kann ein neues Journal beginnen; offene Verkäufe dieser Kasse werden dann an einer beliebigen Kasse unter Wartend geklärt.</translation>
    </message>
    <message>
        <source>Was the last sale paid?|Were the last {count} sales paid?</source>
        <translation>Wurde der letzte Verkauf bezahlt?|Wurden die letzten {count} Verkäufe bezahlt?</translation>
    </message>
    <message>
        <source>The till stopped while money was being taken. Answer that first, then new cards can be sold.</source>
        <translation>Die Kasse ging aus, während kassiert wurde. Erst das beantworten, dann können neue Karten verkauft werden.</translation>
    </message>
    <message>
        <source>The till&apos;s disk is full</source>
        <translation>Die Festplatte der Kasse ist voll</translation>
    </message>
    <message>
        <source>No new sale can be recorded, so none is started. Open sales go on. Call the administrator to free some space.</source>
        <translation>Ein neuer Verkauf kann nicht festgehalten werden, darum beginnt keiner. Offene Verkäufe laufen weiter. Die Administration muss Platz schaffen.</translation>
    </message>
    <message>
        <source>activated</source>
        <translation>aktiviert</translation>
    </message>
    <message>
        <source>partly activated</source>
        <translation>teilweise aktiviert</translation>
    </message>
    <message>
        <source>not activated</source>
        <translation>nicht aktiviert</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>noch unklar</translation>
    </message>
    <message>
        <source>Already in the basket</source>
        <translation>Schon im Warenkorb</translation>
    </message>
    <message>
        <source>Card {digits} was scanned before.</source>
        <translation>Karte {digits} wurde schon gescannt.</translation>
    </message>
    <message>
        <source>The basket is full</source>
        <translation>Der Warenkorb ist voll</translation>
    </message>
    <message>
        <source>Take payment for these cards, then begin another sale.</source>
        <translation>Für diese Karten die Zahlung annehmen, dann einen weiteren Verkauf beginnen.</translation>
    </message>
    <message>
        <source>Card {digits} was just recalled or stopped</source>
        <translation>Karte {digits} wurde gerade zurückgerufen oder gestoppt</translation>
    </message>
    <message>
        <source>It will not be activated. Cancel this sale, or refund the card.</source>
        <translation>Sie wird nicht aktiviert. Den Verkauf abbrechen oder die Karte erstatten.</translation>
    </message>
    <message>
        <source>Sale cancelled</source>
        <translation>Verkauf abgebrochen</translation>
    </message>
    <message>
        <source>Nothing was recorded: give nothing back yet. Call the administrator.</source>
        <translation>Nichts wurde festgehalten: noch nichts zurückgeben. Die Administration rufen.</translation>
    </message>
    <message>
        <source>Card {digits} was taken out</source>
        <translation>Karte {digits} wurde herausgenommen</translation>
    </message>
    <message>
        <source>Put the card aside. The manager finds a note.</source>
        <translation>Karte beiseitelegen. Die Leitung findet einen Vermerk.</translation>
    </message>
    <message>
        <source>No answer about card {digits}</source>
        <translation>Keine Antwort zu Karte {digits}</translation>
    </message>
    <message>
        <source>Scan it again.</source>
        <translation>Noch einmal scannen.</translation>
    </message>
    <message>
        <source>A card of somebody else</source>
        <translation>Eine fremde Karte</translation>
    </message>
    <message>
        <source>It cannot be sold at this till.</source>
        <translation>Sie kann an dieser Kasse nicht verkauft werden.</translation>
    </message>
    <message>
        <source>The label of a pack</source>
        <translation>Das Etikett einer Packung</translation>
    </message>
    <message>
        <source>Scan the cards in it one by one.</source>
        <translation>Die Karten darin einzeln scannen.</translation>
    </message>
    <message>
        <source>The label of a carton</source>
        <translation>Das Etikett eines Kartons</translation>
    </message>
    <message>
        <source>A staff badge</source>
        <translation>Ein Mitarbeiterausweis</translation>
    </message>
    <message>
        <source>To change the clerk, press Lock.</source>
        <translation>Zum Wechseln der Person auf Sperren drücken.</translation>
    </message>
    <message>
        <source>The barcode of an ordinary article</source>
        <translation>Der Strichcode eines gewöhnlichen Artikels</translation>
    </message>
    <message>
        <source>Scan the barcode with 18 digits on the card.</source>
        <translation>Den Strichcode mit 18 Ziffern auf der Karte scannen.</translation>
    </message>
    <message>
        <source>There was nothing in it</source>
        <translation>Es war nichts darin</translation>
    </message>
    <message>
        <source>Scan the card again.</source>
        <translation>Karte noch einmal scannen.</translation>
    </message>
    <message>
        <source>Far too long for a card</source>
        <translation>Viel zu lang für eine Karte</translation>
    </message>
    <message>
        <source>Not readable as text</source>
        <translation>Nicht als Text lesbar</translation>
    </message>
    <message>
        <source>Letters that no card has</source>
        <translation>Buchstaben, die keine Karte hat</translation>
    </message>
    <message>
        <source>Check the scanner&apos;s keyboard layout in Settings.</source>
        <translation>In der Einrichtung die Tastaturbelegung des Scanners prüfen.</translation>
    </message>
    <message>
        <source>A digit of the card number is wrong</source>
        <translation>Eine Ziffer der Kartennummer ist falsch</translation>
    </message>
    <message>
        <source>Scan the card again, or type its 18 digits.</source>
        <translation>Karte noch einmal scannen oder ihre 18 Ziffern eintippen.</translation>
    </message>
    <message>
        <source>A staff badge that was not read well</source>
        <translation>Ein schlecht gelesener Mitarbeiterausweis</translation>
    </message>
    <message>
        <source>A web address, not a card</source>
        <translation>Eine Webadresse, keine Karte</translation>
    </message>
    <message>
        <source>Not a card of this shop</source>
        <translation>Keine Karte dieses Geschäfts</translation>
    </message>
    <message>
        <source>Nobody is signed in any more</source>
        <translation>Niemand ist mehr angemeldet</translation>
    </message>
    <message>
        <source>Sign in again; the basket stays.</source>
        <translation>Neu anmelden; der Warenkorb bleibt.</translation>
    </message>
    <message>
        <source>Your role does not allow that</source>
        <translation>Diese Rolle erlaubt das nicht</translation>
    </message>
    <message>
        <source>Ask a manager.</source>
        <translation>Die Leitung fragen.</translation>
    </message>
    <message>
        <source>This till has been shut out</source>
        <translation>Diese Kasse wurde ausgeschlossen</translation>
    </message>
    <message>
        <source>Call the administrator.</source>
        <translation>Die Administration rufen.</translation>
    </message>
    <message>
        <source>The server does not know this till</source>
        <translation>Der Server kennt diese Kasse nicht</translation>
    </message>
    <message>
        <source>Sign out and read the support code to the administrator.</source>
        <translation>Abmelden und der Administration den Support-Code vorlesen.</translation>
    </message>
    <message>
        <source>The server refused the basket</source>
        <translation>Der Server hat den Warenkorb abgelehnt</translation>
    </message>
    <message>
        <source>Cancel the sale and scan the cards again.</source>
        <translation>Verkauf abbrechen und die Karten neu scannen.</translation>
    </message>
    <message>
        <source>The sale had been cancelled</source>
        <translation>Der Verkauf war abgebrochen</translation>
    </message>
    <message>
        <source>Take payment again.</source>
        <translation>Zahlung noch einmal annehmen.</translation>
    </message>
    <message>
        <source>The server is busy</source>
        <translation>Der Server ist beschäftigt</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The server was restored; tills are reporting their sales</source>
        <translation>Der Server wurde wiederhergestellt; die Kassen melden ihre Verkäufe</translation>
    </message>
    <message>
        <source>Try again shortly.</source>
        <translation>In Kürze noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The server refused that</source>
        <translation>Der Server hat das abgelehnt</translation>
    </message>
    <message>
        <source>Try again; if it stays, call a manager.</source>
        <translation>Noch einmal versuchen; bleibt es so, die Leitung rufen.</translation>
    </message>
    <message>
        <source>Paid, but reference **{reference}** has paid for another sale. Enter the right one and keep the card.|Paid, but reference **{reference}** has paid for another sale. Enter the right one and keep the {count} cards.</source>
        <translation>Bezahlt, aber mit Referenz **{reference}** wurde schon ein anderer Verkauf bezahlt. Die richtige eingeben und die Karte behalten.|Bezahlt, aber mit Referenz **{reference}** wurde schon ein anderer Verkauf bezahlt. Die richtige eingeben und die {count} Karten behalten.</translation>
    </message>
    <message>
        <source>Paid, but the server did not take how it was paid. Correct that and keep the card.|Paid, but the server did not take how it was paid. Correct that and keep the {count} cards.</source>
        <translation>Bezahlt, aber der Server hat die Zahlungsart nicht angenommen. Berichtigen und die Karte behalten.|Bezahlt, aber der Server hat die Zahlungsart nicht angenommen. Berichtigen und die {count} Karten behalten.</translation>
    </message>
    <message>
        <source>Paid, but this till has been shut out. Keep the card: a manager settles the sale at another till, under Waiting.|Paid, but this till has been shut out. Keep the {count} cards: a manager settles the sale at another till, under Waiting.</source>
        <translation>Bezahlt, aber diese Kasse wurde ausgeschlossen. Karte behalten: Die Leitung klärt den Verkauf an einer anderen Kasse unter Wartend.|Bezahlt, aber diese Kasse wurde ausgeschlossen. Die {count} Karten behalten: Die Leitung klärt den Verkauf an einer anderen Kasse unter Wartend.</translation>
    </message>
    <message>
        <source>Paid, but the server does not know this till. Keep the card: it is activated once the administrator has readmitted the till.|Paid, but the server does not know this till. Keep the {count} cards: they are activated once the administrator has readmitted the till.</source>
        <translation>Bezahlt, aber der Server kennt diese Kasse nicht. Karte behalten: Sie wird aktiviert, sobald die Administration die Kasse wieder zugelassen hat.|Bezahlt, aber der Server kennt diese Kasse nicht. Die {count} Karten behalten: Sie werden aktiviert, sobald die Administration die Kasse wieder zugelassen hat.</translation>
    </message>
    <message>
        <source>Paid, but the server takes no changes now. Keep the card; the till asks again by itself.|Paid, but the server takes no changes now. Keep the {count} cards; the till asks again by itself.</source>
        <translation>Bezahlt, aber der Server nimmt gerade keine Änderungen an. Karte behalten; die Kasse fragt von selbst wieder.|Bezahlt, aber der Server nimmt gerade keine Änderungen an. Die {count} Karten behalten; die Kasse fragt von selbst wieder.</translation>
    </message>
    <message>
        <source>This card is not valid any more: keep it, and give nothing back now. Its money goes back by the case under Waiting, or at the till that voided it.|These cards are not valid any more: keep them, and give nothing back now. Their money goes back by the cases under Waiting, or at the till that voided them.</source>
        <translation>Diese Karte ist nicht mehr gültig: behalten und jetzt nichts zurückgeben. Ihr Geld geht über den Fall unter Wartend zurück, oder an der Kasse, die sie storniert hat.|Diese Karten sind nicht mehr gültig: behalten und jetzt nichts zurückgeben. Ihr Geld geht über die Fälle unter Wartend zurück, oder an der Kasse, die sie storniert hat.</translation>
    </message>
    <message>
        <source>One card is not valid any more: keep it. Its money goes back by the case under Waiting, or at the till that voided it. Hand over the rest.|{count} cards are not valid any more: keep them. Their money goes back by the cases under Waiting, or at the till that voided them. Hand over the rest.</source>
        <translation>Eine Karte ist nicht mehr gültig: behalten. Ihr Geld geht über den Fall unter Wartend zurück, oder an der Kasse, die sie storniert hat. Den Rest aushändigen.|{count} Karten sind nicht mehr gültig: behalten. Ihr Geld geht über die Fälle unter Wartend zurück, oder an der Kasse, die sie storniert hat. Den Rest aushändigen.</translation>
    </message>
    <message>
        <source>That is more than can be entered. Check the amount.</source>
        <translation>Das ist mehr, als eingegeben werden kann. Betrag prüfen.</translation>
    </message>
    <message>
        <source>This reference has paid for sale {number}. Check it.</source>
        <translation>Mit dieser Referenz wurde schon Verkauf {number} bezahlt. Prüfen.</translation>
    </message>
    <message>
        <source>This is the reference that was refused.</source>
        <translation>Das ist die Referenz, die abgelehnt wurde.</translation>
    </message>
    <message>
        <source>Correct the payment first</source>
        <translation>Erst die Zahlung berichtigen</translation>
    </message>
    <message>
        <source>No money was taken. Its cards are free as soon as the server has heard it.</source>
        <translation>Es wurde kein Geld genommen. Die Karten sind frei, sobald der Server es weiß.</translation>
    </message>
    <message>
        <source>No answer: it is not known whether the cards are held</source>
        <translation>Keine Antwort: Es ist nicht bekannt, ob die Karten reserviert sind</translation>
    </message>
    <message>
        <source>No money was taken. The till cancels it by itself; take payment again.</source>
        <translation>Es wurde kein Geld genommen. Die Kasse bricht es von selbst ab; noch einmal kassieren.</translation>
    </message>
    <message>
        <source>The receipt was not printed</source>
        <translation>Der Beleg wurde nicht gedruckt</translation>
    </message>
    <message>
        <source>It stays under Waiting.</source>
        <translation>Er bleibt unter Wartend.</translation>
    </message>
    <message>
        <source>A manager settled this sale as paid, but this till was paid nothing for it. Keep the card and call the manager.|A manager settled this sale as paid, but this till was paid nothing for it. Keep the {count} cards and call the manager.</source>
        <translation>Die Leitung hat diesen Verkauf als bezahlt geklärt, aber an dieser Kasse wurde nichts dafür bezahlt. Die Karte behalten und die Leitung rufen.|Die Leitung hat diesen Verkauf als bezahlt geklärt, aber an dieser Kasse wurde nichts dafür bezahlt. Die {count} Karten behalten und die Leitung rufen.</translation>
    </message>
    <message>
        <source>This till is shut out: give nothing back here. A manager closes its case at another till.</source>
        <translation>Diese Kasse ist ausgeschlossen: hier nichts zurückgeben. Die Leitung schließt den Fall an einer anderen Kasse.</translation>
    </message>
    <message>
        <source>This till is shut out</source>
        <translation>Diese Kasse ist ausgeschlossen</translation>
    </message>
</context>
<context>
    <name>day_page</name>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>Der Tag davor</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>Der Tag danach</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>{till}, closed</source>
        <translation>{till}, abgeschlossen</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>Verkauft</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>In doubt</source>
        <translation>Ungewiss</translation>
    </message>
    <message>
        <source>Recalled</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>one of an earlier day|{count} of earlier days</source>
        <translation>eine von einem früheren Tag|{count} von früheren Tagen</translation>
    </message>
    <message>
        <source>Hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>Products</source>
        <translation>Produkte</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personen</translation>
    </message>
    <message>
        <source>Own POS</source>
        <translation>Eigene Kasse</translation>
    </message>
    <message>
        <source>Cards sold by hour</source>
        <translation>Verkaufte Karten je Stunde</translation>
    </message>
    <message>
        <source>Line: a week before, one card|Line: a week before, {count} cards</source>
        <translation>Linie: eine Woche zuvor, eine Karte|Linie: eine Woche zuvor, {count} Karten</translation>
    </message>
    <message>
        <source>Nothing was sold yet</source>
        <translation>Noch nichts verkauft</translation>
    </message>
    <message>
        <source>{hour} o&apos;clock: one card|{hour} o&apos;clock: {count} cards</source>
        <translation>{hour} Uhr: eine Karte|{hour} Uhr: {count} Karten</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Nobody named</source>
        <translation>Niemand genannt</translation>
    </message>
    <message>
        <source>There is nothing to show for this day</source>
        <translation>Für diesen Tag gibt es nichts zu zeigen</translation>
    </message>
    <message>
        <source>Money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bargeld</translation>
    </message>
    <message>
        <source>Paid elsewhere</source>
        <translation>Anderswo bezahlt</translation>
    </message>
    <message>
        <source>Not known how</source>
        <translation>Zahlart unbekannt</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Eingenommen</translation>
    </message>
    <message>
        <source>Handed back</source>
        <translation>Zurückgegeben</translation>
    </message>
    <message>
        <source>Still to hand back</source>
        <translation>Noch zurückzugeben</translation>
    </message>
    <message>
        <source>Has to be there</source>
        <translation>Soll da sein</translation>
    </message>
    <message>
        <source>{kind}: {elsewhere_minor} that was to be handed back here was handed back at another till</source>
        <translation>{kind}: {elsewhere_minor}, die hier zurückzugeben waren, hat eine andere Kasse zurückgegeben</translation>
    </message>
    <message>
        <source>Choose the CSV file</source>
        <translation>CSV-Datei wählen</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Andere Datei wählen</translation>
    </message>
    <message>
        <source>Put it away</source>
        <translation>Weglegen</translation>
    </message>
    <message>
        <source>CSV file of the shop&apos;s own POS</source>
        <translation>CSV-Datei des eigenen Kassensystems</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV-Dateien</translation>
    </message>
    <message>
        <source>{name}: one line agrees|{name}: {count} lines agree</source>
        <translation>{name}: eine Zeile stimmt|{name}: {count} Zeilen stimmen</translation>
    </message>
    <message>
        <source>Everything agrees</source>
        <translation>Alles stimmt</translation>
    </message>
    <message>
        <source>One line does not agree|{count} lines do not</source>
        <translation>Eine Zeile stimmt nicht|{count} Zeilen stimmen nicht</translation>
    </message>
    <message>
        <source>There {there_minor}, here {here_minor}</source>
        <translation>Dort {there_minor}, hier {here_minor}</translation>
    </message>
    <message>
        <source>Line {line}</source>
        <translation>Zeile {line}</translation>
    </message>
    <message>
        <source>Our sale</source>
        <translation>Unser Verkauf</translation>
    </message>
    <message>
        <source>There</source>
        <translation>Dort</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>Hier</translation>
    </message>
    <message>
        <source>The amount is another one</source>
        <translation>Der Betrag ist ein anderer</translation>
    </message>
    <message>
        <source>No sale here has this number</source>
        <translation>Kein Verkauf hier hat diese Nummer</translation>
    </message>
    <message>
        <source>Its sale stands there twice</source>
        <translation>Sein Verkauf steht dort zweimal</translation>
    </message>
    <message>
        <source>Number or amount cannot be read</source>
        <translation>Nummer oder Betrag ist nicht lesbar</translation>
    </message>
    <message>
        <source>Missing in the file</source>
        <translation>Fehlt in der Datei</translation>
    </message>
    <message>
        <source>Open when it was closed, signed by {name}</source>
        <translation>Offen beim Abschluss, unterschrieben von {name}</translation>
    </message>
    <message>
        <source>Count and close</source>
        <translation>Zählen und abschließen</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Save the report as PDF</source>
        <translation>Bericht als PDF sichern</translation>
    </message>
    <message>
        <source>Save the report as CSV</source>
        <translation>Bericht als CSV sichern</translation>
    </message>
    <message>
        <source>Cash that you counted</source>
        <translation>Bargeld, das Sie gezählt haben</translation>
    </message>
    <message>
        <source>Without the float that stays in the till.</source>
        <translation>Ohne das Wechselgeld, das in der Kasse bleibt.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Say why it differs.</source>
        <translation>Sagen Sie, warum es abweicht.</translation>
    </message>
    <message>
        <source>Hold to close the day</source>
        <translation>Halten, um den Tag abzuschließen</translation>
    </message>
    <message>
        <source>Press for one second, or hold F9. It cannot be undone.</source>
        <translation>Eine Sekunde drücken oder F9 halten. Es ist endgültig.</translation>
    </message>
    <message>
        <source>A manager signs for one open thing. It cannot be undone.|A manager signs for {count} open things. It cannot be undone.</source>
        <translation>Die Leitung unterschreibt für eine offene Sache. Es ist endgültig.|Die Leitung unterschreibt für {count} offene Sachen. Es ist endgültig.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Counted {counted_minor}</source>
        <translation>Gezählt {counted_minor}</translation>
    </message>
    <message>
        <source>The cash was not counted</source>
        <translation>Das Bargeld wurde nicht gezählt</translation>
    </message>
    <message>
        <source>{difference_minor} more than there has to be</source>
        <translation>{difference_minor} mehr als da sein soll</translation>
    </message>
    <message>
        <source>{difference_minor} less than there has to be</source>
        <translation>{difference_minor} weniger als da sein soll</translation>
    </message>
    <message>
        <source>Just what there has to be</source>
        <translation>Genau was da sein soll</translation>
    </message>
    <message>
        <source>Closed by {name}</source>
        <translation>Abgeschlossen von {name}</translation>
    </message>
    <message>
        <source>Own POS {there_minor}</source>
        <translation>Eigene Kasse {there_minor}</translation>
    </message>
    <message>
        <source>X report</source>
        <translation>X-Bericht</translation>
    </message>
    <message>
        <source>Z report {number}</source>
        <translation>Z-Bericht {number}</translation>
    </message>
    <message>
        <source>As of {told_at}; the day is not closed</source>
        <translation>Stand {told_at}; der Tag ist nicht abgeschlossen</translation>
    </message>
    <message>
        <source>Closed {closed_at} by {name}</source>
        <translation>Abgeschlossen {closed_at} von {name}</translation>
    </message>
    <message>
        <source>Figures</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Zählung</translation>
    </message>
    <message>
        <source>What was open</source>
        <translation>Was offen war</translation>
    </message>
    <message>
        <source>Signed for by {name}</source>
        <translation>Dafür unterschrieben hat {name}</translation>
    </message>
    <message>
        <source>One card is of an earlier day, whose report did not have it yet|{count} cards are of earlier days, whose reports did not have them yet</source>
        <translation>Eine Karte ist von einem früheren Tag, dessen Bericht sie noch nicht hatte|{count} Karten sind von früheren Tagen, deren Berichte sie noch nicht hatten</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>Seite {number}</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>The day cannot be shown</source>
        <translation>Der Tag kann nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Closed {closed_at}, Z report {number}</source>
        <translation>Abgeschlossen {closed_at}, Z-Bericht {number}</translation>
    </message>
    <message>
        <source>{last_day} is closed already. What is of this day stands in a later report.</source>
        <translation>Der {last_day} ist schon abgeschlossen. Was von diesem Tag ist, steht in einem späteren Bericht.</translation>
    </message>
    <message>
        <source>Count the cash in the till</source>
        <translation>Das Bargeld in der Kasse zählen</translation>
    </message>
    <message>
        <source>Nothing is open at this till</source>
        <translation>An dieser Kasse ist nichts offen</translation>
    </message>
    <message>
        <source>One thing is open at this till|{count} things are open at this till</source>
        <translation>An dieser Kasse ist eine Sache offen|An dieser Kasse sind {count} Sachen offen</translation>
    </message>
    <message>
        <source>Settle one thing, then close the day|Settle {count} things, then close the day</source>
        <translation>Eine Sache klären, dann den Tag abschließen|{count} Sachen klären, dann den Tag abschließen</translation>
    </message>
    <message>
        <source>Count the cash, then close the day</source>
        <translation>Bargeld zählen, dann den Tag abschließen</translation>
    </message>
    <message>
        <source>Sale {number}, {amount_minor}: its cards are held since {since_at}</source>
        <translation>Verkauf {number}, {amount_minor}: Karten reserviert seit {since_at}</translation>
    </message>
    <message>
        <source>Finish or cancel it at the checkout, or see **Waiting**.</source>
        <translation>An der Kasse beenden oder abbrechen, oder unter **Wartend** nachsehen.</translation>
    </message>
    <message>
        <source>Finish it at its till; if that is dead, settle it under **Waiting**.</source>
        <translation>An seiner Kasse beenden; ist sie ausgefallen, unter **Wartend** klären.</translation>
    </message>
    <message>
        <source>Sale {number}, {amount_minor}: the till is finding out since {since_at}</source>
        <translation>Verkauf {number}, {amount_minor}: die Kasse klärt ihn seit {since_at}</translation>
    </message>
    <message>
        <source>See **Waiting**. It counts where it ends.</source>
        <translation>Siehe **Wartend**. Er zählt dort, wo er endet.</translation>
    </message>
    <message>
        <source>Sale {number} was voided without a signature: {amount_minor}</source>
        <translation>Verkauf {number} wurde ohne Unterschrift storniert: {amount_minor}</translation>
    </message>
    <message>
        <source>A manager signs under **Waiting**.</source>
        <translation>Die Leitung unterschreibt unter **Wartend**.</translation>
    </message>
    <message>
        <source>Sale {number}: {amount_minor} is to be handed back</source>
        <translation>Verkauf {number}: {amount_minor} sind zurückzugeben</translation>
    </message>
    <message>
        <source>Hand it back under **Waiting**. Until then it lies in the till.</source>
        <translation>Unter **Wartend** zurückgeben. Bis dahin liegt es in der Kasse.</translation>
    </message>
    <message>
        <source>Sale {number} could not be voided: {amount_minor}</source>
        <translation>Verkauf {number} ließ sich nicht stornieren: {amount_minor}</translation>
    </message>
    <message>
        <source>Talk to the customer, then close it under **Waiting**.</source>
        <translation>Mit dem Kunden sprechen, dann unter **Wartend** schließen.</translation>
    </message>
    <message>
        <source>Sale {number}: its payment is in question, {amount_minor}</source>
        <translation>Verkauf {number}: seine Zahlung ist fraglich, {amount_minor}</translation>
    </message>
    <message>
        <source>Look it up, then close it under **Waiting**.</source>
        <translation>Nachsehen, dann unter **Wartend** schließen.</translation>
    </message>
    <message>
        <source>That is no amount.</source>
        <translation>Das ist kein Betrag.</translation>
    </message>
    <message>
        <source>Say first why it differs</source>
        <translation>Zuerst sagen, warum es abweicht</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>No answer from the server. Check the connection, then ask again.</source>
        <translation>Keine Antwort vom Server. Die Verbindung prüfen, dann noch einmal fragen.</translation>
    </message>
    <message>
        <source>Somebody has closed this day, or a later one. It stays as it was closed.</source>
        <translation>Jemand hat diesen oder einen späteren Tag abgeschlossen. Er bleibt, wie er abgeschlossen wurde.</translation>
    </message>
    <message>
        <source>Something else is open by now. Go back and look at the new list, then close and sign again.</source>
        <translation>Inzwischen ist etwas anderes offen. Zurückgehen und die neue Liste ansehen, dann noch einmal abschließen und unterschreiben.</translation>
    </message>
    <message>
        <source>Your role does not allow that. Ask a manager.</source>
        <translation>Ihre Rolle erlaubt das nicht. Fragen Sie die Leitung.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Rufen Sie die Administration.</translation>
    </message>
    <message>
        <source>The server has no such till in this store.</source>
        <translation>Der Server kennt in dieser Filiale keine solche Kasse.</translation>
    </message>
    <message>
        <source>This till has been shut out. Go to another till.</source>
        <translation>Diese Kasse wurde ausgesperrt. Gehen Sie an eine andere Kasse.</translation>
    </message>
    <message>
        <source>{name} has more lines than a day has sales. Choose the file of one day.</source>
        <translation>{name} hat mehr Zeilen, als ein Tag Verkäufe hat. Wählen Sie die Datei eines Tages.</translation>
    </message>
    <message>
        <source>{name} is too large for one day, or cannot be read. Choose another file.</source>
        <translation>{name} ist zu groß für einen Tag oder nicht lesbar. Wählen Sie eine andere Datei.</translation>
    </message>
    <message>
        <source>{name} is no CSV file. Save it as CSV in the shop&apos;s own POS first.</source>
        <translation>{name} ist keine CSV-Datei. Sichern Sie sie im eigenen Kassensystem zuerst als CSV.</translation>
    </message>
    <message>
        <source>{name} has no column named receipt or reference, or none named amount, in its first line.</source>
        <translation>{name} hat in der ersten Zeile keine Spalte Beleg oder Referenz, oder keine Spalte Betrag.</translation>
    </message>
    <message>
        <source>The day of {till} is closed, Z report {number}</source>
        <translation>Der Tag von {till} ist abgeschlossen, Z-Bericht {number}</translation>
    </message>
    <message>
        <source>{name} is saved</source>
        <translation>{name} ist gesichert</translation>
    </message>
    <message>
        <source>{name} could not be saved. Choose another folder.</source>
        <translation>{name} ließ sich nicht sichern. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>An alarm about a sale of this till is open</source>
        <translation>Ein Alarm zu einem Verkauf dieser Kasse ist offen</translation>
    </message>
    <message>
        <source>See **Alarms**.</source>
        <translation>Siehe **Alarme**.</translation>
    </message>
    <message>
        <source>Compare the day with a CSV file of the shop&apos;s own POS. It needs a column **receipt** or **reference**, and a column **amount**; what went back is below zero.</source>
        <translation>Den Tag mit einer CSV-Datei des eigenen Kassensystems vergleichen. Sie braucht eine Spalte **Beleg** oder **Referenz** und eine Spalte **Betrag**; was zurückging, steht dort unter null.</translation>
    </message>
    <message>
        <source>Nothing was voided here</source>
        <translation>Hier wurde nichts storniert</translation>
    </message>
    <message>
        <source>The void is missing in the file</source>
        <translation>Das Storno fehlt in der Datei</translation>
    </message>
    <message>
        <source>And one more like these: {amount_minor}|And {count} more like these: {amount_minor} in all</source>
        <translation>Und eine weitere davon: {amount_minor}|Und {count} weitere davon: {amount_minor} zusammen</translation>
    </message>
    <message>
        <source>Count the cash, or compare a file</source>
        <translation>Kasse zählen oder Datei vergleichen</translation>
    </message>
    <message>
        <source>{kind}: {for_others_minor} that was to be handed back at another till was handed back here</source>
        <translation>{kind}: {for_others_minor}, die eine andere Kasse zurückzugeben hatte, wurden hier zurückgegeben</translation>
    </message>
    <message>
        <source>{kind}: {not_owed_minor} that an earlier close had as still to hand back was found not to be owed</source>
        <translation>{kind}: {not_owed_minor}, die ein früherer Abschluss als noch zurückzugeben führte, waren nicht geschuldet, wie sich ergab</translation>
    </message>
    <message>
        <source>As of {told_at}</source>
        <translation>Stand {told_at}</translation>
    </message>
    <message>
        <source>Cash that has to be there, as of {told_at}</source>
        <translation>Bargeld, das da sein soll, Stand {told_at}</translation>
    </message>
    <message>
        <source>More went back than came in. Say with a minus by how much the float has become less.</source>
        <translation>Es ging mehr zurück, als hereinkam. Mit Minus eingeben, um wie viel das Wechselgeld weniger geworden ist.</translation>
    </message>
    <message>
        <source>Own POS {there_minor}, here {here_minor}</source>
        <translation>Eigene Kasse {there_minor}, hier {here_minor}</translation>
    </message>
    <message>
        <source>Every line agreed</source>
        <translation>Jede Zeile stimmte</translation>
    </message>
    <message>
        <source>One line did not agree|{count} lines did not agree</source>
        <translation>Eine Zeile stimmte nicht|{count} Zeilen stimmten nicht</translation>
    </message>
    <message>
        <source>The server cannot be reached.</source>
        <translation>Der Server ist nicht erreichbar.</translation>
    </message>
    <message>
        <source>No answer came from the server.</source>
        <translation>Vom Server kam keine Antwort.</translation>
    </message>
    <message>
        <source>The day is not closed.</source>
        <translation>Der Tag ist nicht abgeschlossen.</translation>
    </message>
    <message>
        <source>The day may be closed, for a try got no answer. Ask again to see; closing once more counts once.</source>
        <translation>Der Tag kann abgeschlossen sein, denn ein Versuch blieb ohne Antwort. Noch einmal fragen; ein zweiter Abschluss zählt nur einmal.</translation>
    </message>
    <message>
        <source>By the server&apos;s clock this day has not begun.</source>
        <translation>Nach der Uhr des Servers hat dieser Tag nicht begonnen.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Sign in again.</source>
        <translation>Ihre Anmeldung ist beendet. Melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Try again.</source>
        <translation>Der Server kann es gerade nicht. Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Something was sold or handed back meanwhile. Look at what has to be there now, then close again.</source>
        <translation>Inzwischen wurde etwas verkauft oder zurückgegeben. Sehen Sie nach, was jetzt da sein soll, dann noch einmal abschließen.</translation>
    </message>
    <message>
        <source>What was counted or compared differs. Say why in the note, then close again.</source>
        <translation>Gezähltes oder Verglichenes weicht ab. Sagen Sie in der Notiz, warum, dann noch einmal abschließen.</translation>
    </message>
</context>
<context>
    <name>demo_ribbon</name>
    <message>
        <source>Demo shop, no real cards or money</source>
        <translation>Demo: Karten und Geld sind nicht echt</translation>
    </message>
</context>
<context>
    <name>design_page</name>
    <message>
        <source>Select</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Artwork</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Barcode</source>
        <translation>Barcode</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Scratch</source>
        <translation>Rubbelfeld</translation>
    </message>
    <message>
        <source>QR</source>
        <translation>QR</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>Kartennummer</translation>
    </message>
    <message>
        <source>Scratch panel</source>
        <translation>Rubbelfeld</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>QR-Code</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Front</source>
        <translation>Vorn</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Hinten</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Größer</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Kleiner</translation>
    </message>
    <message>
        <source>Show the whole card</source>
        <translation>Die ganze Karte zeigen</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
    <message>
        <source>{percent} %, press for true size</source>
        <translation>{percent} %, drücken für wahre Größe</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>Code, drawn only in the print job</source>
        <translation>Code, erst beim Druck gezeichnet</translation>
    </message>
    <message>
        <source>{width} × {height} mm with quiet zone</source>
        <translation>{width} × {height} mm mit Ruhezone</translation>
    </message>
    <message>
        <source>{width} × {height} mm</source>
        <translation>{width} × {height} mm</translation>
    </message>
    <message>
        <source>Card, {side}</source>
        <translation>Karte, {side}</translation>
    </message>
    <message>
        <source>{kind}: left {left}, top {top}, width {width}, height {height} mm</source>
        <translation>{kind}: links {left}, oben {top}, Breite {width}, Höhe {height} mm</translation>
    </message>
    <message>
        <source>Page Down chooses the next part, the arrows move it</source>
        <translation>Bild ab wählt das nächste Teil, die Pfeile bewegen es</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Links</translation>
    </message>
    <message>
        <source>Top</source>
        <translation>Oben</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>Was da steht</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Wörter</translation>
    </message>
    <message>
        <source>Letters high</source>
        <translation>Schrifthöhe</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Under the code</source>
        <translation>Unter dem Code</translation>
    </message>
    <message>
        <source>Shaded to</source>
        <translation>Verlauf zu</translation>
    </message>
    <message>
        <source>Lines stand</source>
        <translation>Ausrichtung</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Fett</translation>
    </message>
    <message>
        <source>Narrow bar</source>
        <translation>Schmaler Strich</translation>
    </message>
    <message>
        <source>Quiet zone</source>
        <translation>Ruhezone</translation>
    </message>
    <message>
        <source>Digits below</source>
        <translation>Ziffern darunter</translation>
    </message>
    <message>
        <source>Digits high</source>
        <translation>Ziffernhöhe</translation>
    </message>
    <message>
        <source>Leads to</source>
        <translation>Führt zu</translation>
    </message>
    <message>
        <source>In its frame</source>
        <translation>Im Rahmen</translation>
    </message>
    <message>
        <source>Cut from left</source>
        <translation>Schnitt links</translation>
    </message>
    <message>
        <source>Cut from top</source>
        <translation>Schnitt oben</translation>
    </message>
    <message>
        <source>Printed dots an inch</source>
        <translation>Gedruckte dpi</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Richtung</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>Corners</source>
        <translation>Ecken</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Paper of this side</source>
        <translation>Papier dieser Seite</translation>
    </message>
    <message>
        <source>These words</source>
        <translation>Diese Wörter</translation>
    </message>
    <message>
        <source>The product</source>
        <translation>Das Produkt</translation>
    </message>
    <message>
        <source>The price</source>
        <translation>Der Preis</translation>
    </message>
    <message>
        <source>The legal text</source>
        <translation>Der Rechtstext</translation>
    </message>
    <message>
        <source>The batch</source>
        <translation>Die Charge</translation>
    </message>
    <message>
        <source>Centred</source>
        <translation>Mittig</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Rechts</translation>
    </message>
    <message>
        <source>Fill it, cropped</source>
        <translation>Füllen, beschnitten</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>Ellipse</translation>
    </message>
    <message>
        <source>Sample number</source>
        <translation>Beispielnummer</translation>
    </message>
    <message>
        <source>{dots} printer dots at {dpi} dpi</source>
        <translation>{dots} Druckpunkte bei {dpi} dpi</translation>
    </message>
    <message>
        <source>The drawing is being read back</source>
        <translation>Die Zeichnung wird zurückgelesen</translation>
    </message>
    <message>
        <source>Read back from this drawing: same number</source>
        <translation>Aus dieser Zeichnung zurückgelesen: gleiche Nummer</translation>
    </message>
    <message>
        <source>Read back from this drawing: another number</source>
        <translation>Aus dieser Zeichnung zurückgelesen: andere Nummer</translation>
    </message>
    <message>
        <source>Nothing could be read from this drawing</source>
        <translation>Aus dieser Zeichnung war nichts zu lesen</translation>
    </message>
    <message>
        <source>Bring above</source>
        <translation>Nach oben legen</translation>
    </message>
    <message>
        <source>Put below</source>
        <translation>Nach unten legen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Verdoppeln</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Another picture</source>
        <translation>Anderes Bild</translation>
    </message>
    <message>
        <source>Check before print</source>
        <translation>Prüfung vor dem Druck</translation>
    </message>
    <message>
        <source>1 to fix|{count} to fix</source>
        <translation>1 zu beheben|{count} zu beheben</translation>
    </message>
    <message>
        <source>Nothing to fix</source>
        <translation>Nichts zu beheben</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>{passed} of {all} passed</source>
        <translation>{passed} von {all} bestanden</translation>
    </message>
    <message>
        <source>Move it</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Fix it</source>
        <translation>Beheben</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Made-up card</source>
        <translation>Erfundene Karte</translation>
    </message>
    <message>
        <source>Choose a product, or scan a card to see its own number here.</source>
        <translation>Ein Produkt wählen, oder eine Karte scannen, um hier ihre Nummer zu sehen.</translation>
    </message>
    <message>
        <source>Open its design</source>
        <translation>Seinen Entwurf öffnen</translation>
    </message>
    <message>
        <source>Use for this product</source>
        <translation>Fürs Produkt nehmen</translation>
    </message>
    <message>
        <source>Begin anew with</source>
        <translation>Neu beginnen mit</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Save design</source>
        <translation>Entwurf sichern</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>Kopie sichern</translation>
    </message>
    <message>
        <source>Save to a file</source>
        <translation>In Datei sichern</translation>
    </message>
    <message>
        <source>Gift card with a ribbon</source>
        <translation>Geschenkkarte mit Schleife</translation>
    </message>
    <message>
        <source>Game card with a game pad</source>
        <translation>Spielkarte mit Steuerpult</translation>
    </message>
    <message>
        <source>Plain card</source>
        <translation>Schlichte Karte</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Card designs</source>
        <translation>Kartenentwürfe</translation>
    </message>
    <message>
        <source>There is more than one barcode.</source>
        <translation>Es gibt mehr als einen Barcode.</translation>
    </message>
    <message>
        <source>There is no barcode.</source>
        <translation>Es gibt keinen Barcode.</translation>
    </message>
    <message>
        <source>A card has one barcode.</source>
        <translation>Eine Karte hat einen Barcode.</translation>
    </message>
    <message>
        <source>The narrow bars are {measured_thousandths} mm wide.</source>
        <translation>Die schmalen Striche sind {measured_thousandths} mm breit.</translation>
    </message>
    <message>
        <source>Scanners need {wanted_thousandths} mm or more.</source>
        <translation>Scanner brauchen {wanted_thousandths} mm oder mehr.</translation>
    </message>
    <message>
        <source>The bars are {measured_thousandths} mm high.</source>
        <translation>Die Striche sind {measured_thousandths} mm hoch.</translation>
    </message>
    <message>
        <source>Below {wanted_thousandths} mm a hand scanner misses them.</source>
        <translation>Unter {wanted_thousandths} mm verfehlt sie ein Handscanner.</translation>
    </message>
    <message>
        <source>Something is {short_thousandths} mm too close to the barcode.</source>
        <translation>Etwas ist {short_thousandths} mm zu nah am Barcode.</translation>
    </message>
    <message>
        <source>The text “{about}” is {short_thousandths} mm too close to the barcode.</source>
        <translation>Der Text „{about}“ ist {short_thousandths} mm zu nah am Barcode.</translation>
    </message>
    <message>
        <source>Scanners need {wanted_thousandths} mm of free space beside the bars.</source>
        <translation>Scanner brauchen {wanted_thousandths} mm Platz neben den Strichen.</translation>
    </message>
    <message>
        <source>The bars stand out {measured_thousandths} : 1 from their ground.</source>
        <translation>Die Striche heben sich {measured_thousandths} : 1 vom Grund ab.</translation>
    </message>
    <message>
        <source>Scanners need {wanted_thousandths} : 1, in red light too.</source>
        <translation>Scanner brauchen {wanted_thousandths} : 1, auch in rotem Licht.</translation>
    </message>
    <message>
        <source>A number is only {measured_thousandths} mm high.</source>
        <translation>Eine Nummer ist nur {measured_thousandths} mm hoch.</translation>
    </message>
    <message>
        <source>People need {wanted_thousandths} mm to type it.</source>
        <translation>Zum Abtippen braucht es {wanted_thousandths} mm.</translation>
    </message>
    <message>
        <source>A text is only {measured_thousandths} mm high.</source>
        <translation>Ein Text ist nur {measured_thousandths} mm hoch.</translation>
    </message>
    <message>
        <source>The text “{about}” is only {measured_thousandths} mm high.</source>
        <translation>Der Text „{about}“ ist nur {measured_thousandths} mm hoch.</translation>
    </message>
    <message>
        <source>Below {wanted_thousandths} mm it is not printed clearly.</source>
        <translation>Unter {wanted_thousandths} mm wird er nicht klar gedruckt.</translation>
    </message>
    <message>
        <source>The scratch panel has {measured_thousandths} mm around the code.</source>
        <translation>Das Rubbelfeld hat {measured_thousandths} mm um den Code.</translation>
    </message>
    <message>
        <source>Something is only {measured_thousandths} mm from the cut.</source>
        <translation>Etwas ist nur {measured_thousandths} mm vom Schnitt entfernt.</translation>
    </message>
    <message>
        <source>The text “{about}” is only {measured_thousandths} mm from the cut.</source>
        <translation>Der Text „{about}“ ist nur {measured_thousandths} mm vom Schnitt entfernt.</translation>
    </message>
    <message>
        <source>Keep {wanted_thousandths} mm: the cut is never exact.</source>
        <translation>{wanted_thousandths} mm frei lassen: Der Schnitt ist nie genau.</translation>
    </message>
    <message>
        <source>Artwork goes {measured_thousandths} mm beyond the cut.</source>
        <translation>Das Bild geht {measured_thousandths} mm über den Schnitt hinaus.</translation>
    </message>
    <message>
        <source>It needs {wanted_thousandths} mm, or paper shows at the edge.</source>
        <translation>Es braucht {wanted_thousandths} mm, sonst blitzt am Rand Papier.</translation>
    </message>
    <message>
        <source>The artwork is printed at {measured_thousandths} dots an inch.</source>
        <translation>Das Bild wird mit {measured_thousandths} dpi gedruckt.</translation>
    </message>
    <message>
        <source>Below {wanted_thousandths} it looks coarse. Take a larger picture or show it smaller.</source>
        <translation>Unter {wanted_thousandths} wirkt es grob. Ein größeres Bild nehmen oder es kleiner zeigen.</translation>
    </message>
    <message>
        <source>The squares of the QR code are {measured_thousandths} mm.</source>
        <translation>Die Quadrate des QR-Codes haben {measured_thousandths} mm.</translation>
    </message>
    <message>
        <source>Telephones need {wanted_thousandths} mm. Make it larger.</source>
        <translation>Telefone brauchen {wanted_thousandths} mm. Größer machen.</translation>
    </message>
    <message>
        <source>Read back from this drawing: another number.</source>
        <translation>Aus dieser Zeichnung zurückgelesen: eine andere Nummer.</translation>
    </message>
    <message>
        <source>No number can be read back from this drawing.</source>
        <translation>Aus dieser Zeichnung ist keine Nummer zu lesen.</translation>
    </message>
    <message>
        <source>A scanner would not read it either. Make the bars wider, black on white.</source>
        <translation>Auch ein Scanner läse sie nicht. Striche breiter machen, schwarz auf weiß.</translation>
    </message>
    <message>
        <source>Read back: same number</source>
        <translation>Zurückgelesen: gleiche Nummer</translation>
    </message>
    <message>
        <source>One barcode</source>
        <translation>Ein Barcode</translation>
    </message>
    <message>
        <source>Bars are {measured_thousandths} mm or wider</source>
        <translation>Striche ab {measured_thousandths} mm breit</translation>
    </message>
    <message>
        <source>Bars are {measured_thousandths} mm high</source>
        <translation>Striche sind {measured_thousandths} mm hoch</translation>
    </message>
    <message>
        <source>{measured_thousandths} mm free beside the bars</source>
        <translation>{measured_thousandths} mm frei neben den Strichen</translation>
    </message>
    <message>
        <source>Nothing over the bars</source>
        <translation>Nichts über den Strichen</translation>
    </message>
    <message>
        <source>Contrast {measured_thousandths} : 1</source>
        <translation>Kontrast {measured_thousandths} : 1</translation>
    </message>
    <message>
        <source>Number is {measured_thousandths} mm high</source>
        <translation>Nummer ist {measured_thousandths} mm hoch</translation>
    </message>
    <message>
        <source>Texts are {measured_thousandths} mm high or more</source>
        <translation>Texte ab {measured_thousandths} mm hoch</translation>
    </message>
    <message>
        <source>Scratch panel covers the code</source>
        <translation>Rubbelfeld deckt den Code</translation>
    </message>
    <message>
        <source>All is {measured_thousandths} mm from the cut</source>
        <translation>Alles {measured_thousandths} mm vom Schnitt</translation>
    </message>
    <message>
        <source>Artwork goes {measured_thousandths} mm beyond the cut</source>
        <translation>Bild geht {measured_thousandths} mm über den Schnitt</translation>
    </message>
    <message>
        <source>Artwork has {measured_thousandths} dots an inch</source>
        <translation>Bild hat {measured_thousandths} dpi</translation>
    </message>
    <message>
        <source>QR squares are {measured_thousandths} mm</source>
        <translation>QR-Quadrate haben {measured_thousandths} mm</translation>
    </message>
    <message>
        <source>Draft, saved {saved_at}</source>
        <translation>Entwurf, gesichert {saved_at}</translation>
    </message>
    <message>
        <source>Draft, not saved yet</source>
        <translation>Entwurf, noch nicht gesichert</translation>
    </message>
    <message>
        <source>Saved {saved_at}</source>
        <translation>Gesichert {saved_at}</translation>
    </message>
    <message>
        <source>New, not saved yet</source>
        <translation>Neu, noch nicht gesichert</translation>
    </message>
    <message>
        <source>The disk takes no draft: save to a file elsewhere</source>
        <translation>Der Datenträger nimmt keinen Entwurf: anderswo in Datei sichern</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gesichert</translation>
    </message>
    <message>
        <source>Choose a product first</source>
        <translation>Zuerst ein Produkt wählen</translation>
    </message>
    <message>
        <source>It is printed so already</source>
        <translation>Wird schon so gedruckt</translation>
    </message>
    <message>
        <source>Fix what the check found</source>
        <translation>Erst die Prüfung beheben</translation>
    </message>
    <message>
        <source>{product} has no design yet.</source>
        <translation>{product} hat noch keinen Entwurf.</translation>
    </message>
    <message>
        <source>{product} is printed with this design.</source>
        <translation>{product} wird mit diesem Entwurf gedruckt.</translation>
    </message>
    <message>
        <source>{product} is printed with another design or an earlier state of this one.</source>
        <translation>{product} wird mit einem anderen Entwurf oder einem früheren Stand gedruckt.</translation>
    </message>
    <message>
        <source>Type a number, such as 12.5.</source>
        <translation>Eine Zahl eingeben, etwa 12,5.</translation>
    </message>
    <message>
        <source>Six signs, such as #2b4bd6.</source>
        <translation>Sechs Zeichen, etwa #2b4bd6.</translation>
    </message>
    <message>
        <source>From 20 to 300 mm.</source>
        <translation>Von 20 bis 300 mm.</translation>
    </message>
    <message>
        <source>The design needs a name.</source>
        <translation>Der Entwurf braucht einen Namen.</translation>
    </message>
    <message>
        <source>Another design is named “{name}”. Give this one another name, then save.</source>
        <translation>Ein anderer Entwurf heißt „{name}“. Diesem einen anderen Namen geben, dann sichern.</translation>
    </message>
    <message>
        <source>Not saved: the disk is full or cannot be written to. The draft stays here.</source>
        <translation>Nicht gesichert: Der Datenträger ist voll oder nicht beschreibbar. Der Entwurf bleibt hier.</translation>
    </message>
    <message>
        <source>Not opened: this draft could not be saved first. Save it to a file, then open again.</source>
        <translation>Nicht geöffnet: Dieser Entwurf ließ sich nicht vorher sichern. In Datei sichern, dann erneut öffnen.</translation>
    </message>
    <message>
        <source>The server did not say which products there are. Scan a card of one.</source>
        <translation>Der Server hat nicht gesagt, welche Produkte es gibt. Eine Karte davon scannen.</translation>
    </message>
    <message>
        <source>That is no card number. Scan a card of the product.</source>
        <translation>Das ist keine Kartennummer. Eine Karte des Produkts scannen.</translation>
    </message>
    <message>
        <source>No answer came. Scan the card once more.</source>
        <translation>Es kam keine Antwort. Die Karte noch einmal scannen.</translation>
    </message>
    <message>
        <source>No connection to the server. The design itself needs none; scan later.</source>
        <translation>Keine Verbindung zum Server. Der Entwurf braucht keine; später scannen.</translation>
    </message>
    <message>
        <source>Your role may not look up cards.</source>
        <translation>Ihre Rolle darf keine Karten nachsehen.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Nothing is lost; sign in again.</source>
        <translation>Ihre Anmeldung ist beendet. Nichts ist verloren; neu anmelden.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt zurzeit keine Änderungen an. Die Verwaltung rufen.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst ist ausgesperrt. An eine andere Kasse gehen.</translation>
    </message>
    <message>
        <source>The server knows no such card.</source>
        <translation>Der Server kennt keine solche Karte.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Scan the card once more.</source>
        <translation>Der Server kann es jetzt nicht. Die Karte noch einmal scannen.</translation>
    </message>
    <message>
        <source>That part is not there any more.</source>
        <translation>Dieses Teil gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>That part is there already.</source>
        <translation>Dieses Teil gibt es schon.</translation>
    </message>
    <message>
        <source>A side holds 200 parts and no more.</source>
        <translation>Eine Seite fasst 200 Teile, nicht mehr.</translation>
    </message>
    <message>
        <source>It cannot be smaller than 0.5 mm.</source>
        <translation>Kleiner als 0,5 mm geht nicht.</translation>
    </message>
    <message>
        <source>That is beyond what can be printed.</source>
        <translation>Das ist außerhalb des Druckbaren.</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Die Datei lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The file is too large for a card design.</source>
        <translation>Die Datei ist zu groß für einen Kartenentwurf.</translation>
    </message>
    <message>
        <source>The file is no card design.</source>
        <translation>Die Datei ist kein Kartenentwurf.</translation>
    </message>
    <message>
        <source>The file comes from a newer version of this program. Update this till.</source>
        <translation>Die Datei stammt von einer neueren Programmversion. Diese Kasse aktualisieren.</translation>
    </message>
    <message>
        <source>The file is damaged. Nothing was opened; take an earlier copy.</source>
        <translation>Die Datei ist beschädigt. Nichts wurde geöffnet; eine frühere Kopie nehmen.</translation>
    </message>
    <message>
        <source>A picture is missing in the file. Nothing was opened.</source>
        <translation>In der Datei fehlt ein Bild. Nichts wurde geöffnet.</translation>
    </message>
    <message>
        <source>A picture in the file is damaged. Nothing was opened.</source>
        <translation>Ein Bild in der Datei ist beschädigt. Nichts wurde geöffnet.</translation>
    </message>
    <message>
        <source>The draft of last time cannot be read. It was put aside, not deleted.</source>
        <translation>Der letzte Entwurf lässt sich nicht lesen. Er wurde beiseitegelegt, nicht gelöscht.</translation>
    </message>
    <message>
        <source>Your draft of “{name}” is as you left it</source>
        <translation>Ihr Entwurf „{name}“ ist, wie Sie ihn verlassen haben</translation>
    </message>
    <message>
        <source>The draft before was saved as “{name}”</source>
        <translation>Der Entwurf davor wurde als „{name}“ gesichert</translation>
    </message>
    <message>
        <source>Written to {name}</source>
        <translation>Geschrieben in {name}</translation>
    </message>
    <message>
        <source>{product} is printed with this design from now on</source>
        <translation>{product} wird ab jetzt mit diesem Entwurf gedruckt</translation>
    </message>
    <message>
        <source>The server does not know this batch any more.</source>
        <translation>Der Server kennt diese Charge nicht mehr.</translation>
    </message>
    <message>
        <source>The QR code has the code in its link, but not behind a # at its end.</source>
        <translation>Der QR-Code hat den Code in seiner Adresse, aber nicht hinter einem # an ihrem Ende.</translation>
    </message>
    <message>
        <source>Whatever stands before the # is sent along and ends up in logs.</source>
        <translation>Was vor dem # steht, wird mitgesendet und landet in Protokollen.</translation>
    </message>
    <message>
        <source>The code stands behind the # of the QR code&apos;s link</source>
        <translation>Der Code steht hinter dem # der QR-Adresse</translation>
    </message>
    <message>
        <source>The check of this drawing broke off. Change something, or save it and open it again.</source>
        <translation>Die Prüfung dieser Zeichnung brach ab. Etwas ändern, oder sie speichern und neu öffnen.</translation>
    </message>
    <message>
        <source>The code is not on the card.</source>
        <translation>Der Code steht nicht auf der Karte.</translation>
    </message>
    <message>
        <source>Nobody could redeem the card: it needs a scratch panel with the code.</source>
        <translation>Niemand könnte die Karte einlösen: Sie braucht ein Rubbelfeld mit dem Code.</translation>
    </message>
    <message>
        <source>The code is on the card</source>
        <translation>Der Code steht auf der Karte</translation>
    </message>
    <message>
        <source>The QR code leads to a page of your own</source>
        <translation>Der QR-Code führt zu einer eigenen Seite</translation>
    </message>
    <message>
        <source>Write your page into its link, or have the server started with the address at which customers find it. Until then the cards can be printed all the same.</source>
        <translation>Die eigene Seite in seinen Link schreiben, oder den Server mit der Adresse starten lassen, unter der Kunden ihn finden. Gedruckt werden können die Karten trotzdem.</translation>
    </message>
    <message>
        <source>The QR code leads to an example, not to a page of yours.</source>
        <translation>Der QR-Code führt zu einem Beispiel, nicht zu einer eigenen Seite.</translation>
    </message>
    <message>
        <source>Something lies {measured_thousandths} mm deep over the barcode or QR code.</source>
        <translation>Etwas liegt {measured_thousandths} mm tief über dem Barcode oder QR-Code.</translation>
    </message>
    <message>
        <source>The text “{about}” lies {measured_thousandths} mm deep over the barcode or QR code.</source>
        <translation>Der Text „{about}“ liegt {measured_thousandths} mm tief über dem Barcode oder QR-Code.</translation>
    </message>
    <message>
        <source>Nothing may cover any part of it.</source>
        <translation>Nichts darf einen Teil davon verdecken.</translation>
    </message>
    <message>
        <source>The code is longer than its scratch panel.</source>
        <translation>Der Code ist länger als sein Rubbelfeld.</translation>
    </message>
    <message>
        <source>The panel needs {wanted_thousandths} mm around it, so that no sign shows beside.</source>
        <translation>Das Rubbelfeld braucht {wanted_thousandths} mm ringsum, damit kein Zeichen herausschaut.</translation>
    </message>
    <message>
        <source>Something lies {measured_thousandths} mm deep over the code.</source>
        <translation>Etwas liegt {measured_thousandths} mm tief über dem Code.</translation>
    </message>
    <message>
        <source>The text “{about}” lies {measured_thousandths} mm deep over the code.</source>
        <translation>Der Text „{about}“ liegt {measured_thousandths} mm tief über dem Code.</translation>
    </message>
    <message>
        <source>Nobody could read what is covered, nor redeem the card.</source>
        <translation>Niemand könnte lesen, was verdeckt ist, oder die Karte einlösen.</translation>
    </message>
    <message>
        <source>The code stands out {measured_thousandths} : 1 from its ground.</source>
        <translation>Der Code hebt sich {measured_thousandths} : 1 von seinem Grund ab.</translation>
    </message>
    <message>
        <source>People need {wanted_thousandths} : 1 to read it.</source>
        <translation>Zum Lesen braucht es {wanted_thousandths} : 1.</translation>
    </message>
    <message>
        <source>Something reaches {beyond_thousandths} mm beyond the cut.</source>
        <translation>Etwas reicht {beyond_thousandths} mm über den Schnitt hinaus.</translation>
    </message>
    <message>
        <source>The text “{about}” reaches {beyond_thousandths} mm beyond the cut.</source>
        <translation>Der Text „{about}“ reicht {beyond_thousandths} mm über den Schnitt hinaus.</translation>
    </message>
    <message>
        <source>Nothing over the code</source>
        <translation>Nichts über dem Code</translation>
    </message>
    <message>
        <source>Code stands out {measured_thousandths} : 1</source>
        <translation>Code hebt sich {measured_thousandths} : 1 ab</translation>
    </message>
    <message>
        <source>Its picture is on its way</source>
        <translation>Das Bild ist unterwegs</translation>
    </message>
    <message>
        <source>{product} is printed with this design. Whether tills show it so is not known.</source>
        <translation>{product} wird mit diesem Entwurf gedruckt. Ob Kassen es so zeigen, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Tills show it so, too.</source>
        <translation>Kassen zeigen es auch so.</translation>
    </message>
    <message>
        <source>The server cannot be reached: tills show {product} as before. Press “Use for this product” again later.</source>
        <translation>Der Server ist nicht erreichbar: Kassen zeigen {product} wie bisher. Später noch einmal „Fürs Produkt nehmen“ drücken.</translation>
    </message>
    <message>
        <source>No answer, so it is not known whether tills show {product} so. Press “Use for this product” again.</source>
        <translation>Keine Antwort, daher ist nicht bekannt, ob Kassen {product} so zeigen. Noch einmal „Fürs Produkt nehmen“ drücken.</translation>
    </message>
    <message>
        <source>Others are changing {product} just now, and its picture was not set. Press “Use for this product” again.</source>
        <translation>Andere ändern {product} gerade, und das Bild ist nicht gesetzt. Noch einmal „Fürs Produkt nehmen“ drücken.</translation>
    </message>
    <message>
        <source>The server did not take the picture: tills show {product} as before. Press “Use for this product” again.</source>
        <translation>Der Server hat das Bild nicht angenommen: Kassen zeigen {product} wie bisher. Noch einmal „Fürs Produkt nehmen“ drücken.</translation>
    </message>
    <message>
        <source>The server has no product {product} that tills could show.</source>
        <translation>Der Server hat kein Produkt {product}, das Kassen zeigen könnten.</translation>
    </message>
</context>
<context>
    <name>first_start</name>
    <message>
        <source>First start</source>
        <translation>Erster Start</translation>
    </message>
    <message>
        <source>What is this till for?</source>
        <translation>Wofür ist diese Kasse da?</translation>
    </message>
    <message>
        <source>Choose once. Nothing is sent anywhere before you have chosen.</source>
        <translation>Einmal wählen. Vorher wird nichts irgendwohin gesendet.</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Demo ausprobieren</translation>
    </message>
    <message>
        <source>A made-up shop with staff and cards. Every screen and receipt says so.</source>
        <translation>Ein erfundenes Geschäft mit Personal und Karten. Jeder Bildschirm und jeder Beleg sagt das.</translation>
    </message>
    <message>
        <source>Ready in a few seconds</source>
        <translation>In wenigen Sekunden bereit</translation>
    </message>
    <message>
        <source>Works without a scanner</source>
        <translation>Geht ohne Scanner</translation>
    </message>
    <message>
        <source>Never turns into a real shop</source>
        <translation>Wird nie zu einem echten Geschäft</translation>
    </message>
    <message>
        <source>Set up my shop</source>
        <translation>Mein Geschäft einrichten</translation>
    </message>
    <message>
        <source>This machine keeps the cards of your shop, with a server of its own.</source>
        <translation>Dieser Rechner verwahrt die Karten des Geschäfts, mit einem eigenen Server.</translation>
    </message>
    <message>
        <source>Takes about five minutes</source>
        <translation>Dauert etwa fünf Minuten</translation>
    </message>
    <message>
        <source>Gives a sheet to keep on paper</source>
        <translation>Ergibt ein Blatt, das auf Papier bleibt</translation>
    </message>
    <message>
        <source>Other tills can join later</source>
        <translation>Weitere Kassen können später dazukommen</translation>
    </message>
    <message>
        <source>Join a server</source>
        <translation>Einem Server beitreten</translation>
    </message>
    <message>
        <source>Your shop has a server already, and this is one more till of it.</source>
        <translation>Das Geschäft hat schon einen Server, und dies ist eine weitere Kasse daran.</translation>
    </message>
    <message>
        <source>Needs the server&apos;s address</source>
        <translation>Braucht die Adresse des Servers</translation>
    </message>
    <message>
        <source>Needs a code from a manager</source>
        <translation>Braucht einen Code von der Leitung</translation>
    </message>
    <message>
        <source>The code lives for 15 minutes</source>
        <translation>Der Code gilt 15 Minuten</translation>
    </message>
    <message>
        <source>Your shop</source>
        <translation>Das Geschäft</translation>
    </message>
    <message>
        <source>Name and address stand on every receipt.</source>
        <translation>Name und Adresse stehen auf jedem Beleg.</translation>
    </message>
    <message>
        <source>Name of the company</source>
        <translation>Name des Unternehmens</translation>
    </message>
    <message>
        <source>Name of this store</source>
        <translation>Name dieser Filiale</translation>
    </message>
    <message>
        <source>Street and number</source>
        <translation>Straße und Hausnummer</translation>
    </message>
    <message>
        <source>Postcode and town</source>
        <translation>Postleitzahl und Ort</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Zeitzone</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The administrator</source>
        <translation>Die Administration</translation>
    </message>
    <message>
        <source>May do everything: staff, tills, keys. Keep this PIN for that and give the people at the till their own.</source>
        <translation>Darf alles: Personal, Kassen, Schlüssel. Diese PIN nur dafür verwenden; wer an der Kasse arbeitet, bekommt eine eigene.</translation>
    </message>
    <message>
        <source>First and last name</source>
        <translation>Vor- und Nachname</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>6 to 12 digits</source>
        <translation>6 bis 12 Ziffern</translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>Noch einmal dieselbe PIN</translation>
    </message>
    <message>
        <source>Set up the shop</source>
        <translation>Geschäft einrichten</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Keep the recovery sheet</source>
        <translation>Wiederherstellungsblatt aufbewahren</translation>
    </message>
    <message>
        <source>Keep it where you keep money, not beside the backup.</source>
        <translation>Dort aufbewahren, wo Geld liegt, nicht neben der Datensicherung.</translation>
    </message>
    <message>
        <source>Recovery sheet of {shop}</source>
        <translation>Wiederherstellungsblatt von {shop}</translation>
    </message>
    <message>
        <source>Whoever has this sheet and a backup can read every code of the shop.</source>
        <translation>Wer dieses Blatt und eine Datensicherung hat, kann jeden Code des Geschäfts lesen.</translation>
    </message>
    <message>
        <source>The command “redemption-server restore-keys” takes these lines back.</source>
        <translation>Der Befehl „redemption-server restore-keys“ nimmt diese Zeilen zurück.</translation>
    </message>
    <message>
        <source>Compare it with the line “certificate SHA-256” that the server printed at its start. If one sign differs, somebody stands between.</source>
        <translation>Mit der Zeile „certificate SHA-256“ vergleichen, die der Server beim Start ausgegeben hat. Weicht ein Zeichen ab, sitzt jemand dazwischen.</translation>
    </message>
    <message>
        <source>A manager makes it at another till, under Staff. It works once.</source>
        <translation>Die Leitung macht ihn an einer anderen Kasse unter Personal. Er gilt einmal.</translation>
    </message>
    <message>
        <source>It holds the keys of your shop. If this machine breaks, a backup is worthless without it.</source>
        <translation>Darauf stehen die Schlüssel des Geschäfts. Geht dieser Rechner kaputt, ist eine Datensicherung ohne das Blatt wertlos.</translation>
    </message>
    <message>
        <source>Text at the foot of receipts, such as the tax number (may stay empty)</source>
        <translation>Text am Fuß der Belege, etwa die Steuernummer (kann leer bleiben)</translation>
    </message>
    <message>
        <source>Line {line}, key {key}</source>
        <translation>Zeile {line}, {key}</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>Print the sheet</source>
        <translation>Blatt drucken</translation>
    </message>
    <message>
        <source>I have the sheet</source>
        <translation>Ich habe das Blatt</translation>
    </message>
    <message>
        <source>Save or print it first</source>
        <translation>Erst speichern oder drucken</translation>
    </message>
    <message>
        <source>Saved. Move the file to a safe place.</source>
        <translation>Gespeichert. Die Datei an einen sicheren Ort bringen.</translation>
    </message>
    <message>
        <source>The sheet could not be written there. Choose another place.</source>
        <translation>Dort konnte das Blatt nicht gespeichert werden. Einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>Take the sheet in your hand</source>
        <translation>Das Blatt zur Hand nehmen</translation>
    </message>
    <message>
        <source>Type **group {group} of line {line}**, so that it is sure to be readable.</source>
        <translation>**Gruppe {group} aus Zeile {line}** eintippen, damit sicher ist, dass es lesbar ist.</translation>
    </message>
    <message>
        <source>Line {line}, group {group}</source>
        <translation>Zeile {line}, Gruppe {group}</translation>
    </message>
    <message>
        <source>Open the shop</source>
        <translation>Geschäft öffnen</translation>
    </message>
    <message>
        <source>Next: people, products, cards</source>
        <translation>Weiter: Personen, Produkte, Karten</translation>
    </message>
    <message>
        <source>The shop is made, and has nothing to sell yet. Type lines such as these in a terminal of this computer, with your own names and prices; the till may be open.</source>
        <translation>Das Geschäft ist eingerichtet und hat noch nichts zu verkaufen. Zeilen wie diese in einem Terminal dieses Computers eingeben, mit eigenen Namen und Preisen; die Kasse darf offen sein.</translation>
    </message>
    <message>
        <source>Take on a clerk; the PIN is asked for. The till does it too, under Staff</source>
        <translation>Jemanden für den Verkauf aufnehmen; nach der PIN wird gefragt. Auch an der Kasse, unter Personal</translation>
    </message>
    <message>
        <source>Add a product; the price is in the smallest unit, 2500 for 25.00</source>
        <translation>Ein Produkt anlegen; der Preis in der kleinsten Einheit, 2500 für 25,00</translation>
    </message>
    <message>
        <source>Make its cards; the number of the batch is told</source>
        <translation>Seine Karten herstellen; die Nummer der Charge wird genannt</translation>
    </message>
    <message>
        <source>Copy the lines</source>
        <translation>Zeilen kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Where is the server?</source>
        <translation>Wo ist der Server?</translation>
    </message>
    <message>
        <source>Whoever set up the server knows its address.</source>
        <translation>Wer den Server eingerichtet hat, kennt seine Adresse.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Such as till-server.local:8443</source>
        <translation>Zum Beispiel till-server.local:8443</translation>
    </message>
    <message>
        <source>Find the server</source>
        <translation>Server suchen</translation>
    </message>
    <message>
        <source>Is it the right server?</source>
        <translation>Ist es der richtige Server?</translation>
    </message>
    <message>
        <source>Fingerprint of {url}</source>
        <translation>Fingerabdruck von {url}</translation>
    </message>
    <message>
        <source>They are the same</source>
        <translation>Sie sind gleich</translation>
    </message>
    <message>
        <source>They differ</source>
        <translation>Sie weichen ab</translation>
    </message>
    <message>
        <source>The enrolment code</source>
        <translation>Der Beitrittscode</translation>
    </message>
    <message>
        <source>Enrolment code</source>
        <translation>Beitrittscode</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Beitreten</translation>
    </message>
    <message>
        <source>Making the demo shop</source>
        <translation>Das Demo-Geschäft wird angelegt</translation>
    </message>
    <message>
        <source>Setting up your shop</source>
        <translation>Das Geschäft wird eingerichtet</translation>
    </message>
    <message>
        <source>Reading the recovery sheet</source>
        <translation>Das Wiederherstellungsblatt wird gelesen</translation>
    </message>
    <message>
        <source>Looking for the server</source>
        <translation>Der Server wird gesucht</translation>
    </message>
    <message>
        <source>Joining the server</source>
        <translation>Beitritt zum Server</translation>
    </message>
    <message>
        <source>Opening the till</source>
        <translation>Die Kasse wird geöffnet</translation>
    </message>
    <message>
        <source>This takes a few seconds.</source>
        <translation>Das dauert einige Sekunden.</translation>
    </message>
    <message>
        <source>This is needed</source>
        <translation>Das wird gebraucht</translation>
    </message>
    <message>
        <source>{least} to {most} digits, nothing else</source>
        <translation>{least} bis {most} Ziffern, nichts anderes</translation>
    </message>
    <message>
        <source>Anybody would try this one first</source>
        <translation>Das würde jeder zuerst versuchen</translation>
    </message>
    <message>
        <source>This is not the same PIN</source>
        <translation>Das ist nicht dieselbe PIN</translation>
    </message>
    <message>
        <source>The sheet says something else there. Look again.</source>
        <translation>Auf dem Blatt steht dort etwas anderes. Noch einmal nachsehen.</translation>
    </message>
    <message>
        <source>This is not the address of a server</source>
        <translation>Das ist keine Adresse eines Servers</translation>
    </message>
    <message>
        <source>The server does not answer. Check the address and the network.</source>
        <translation>Der Server antwortet nicht. Adresse und Netzwerk prüfen.</translation>
    </message>
    <message>
        <source>Something answers there, but it is no redemption server.</source>
        <translation>Dort antwortet etwas, aber es ist kein Einlöse-Server.</translation>
    </message>
    <message>
        <source>The server&apos;s certificate is for another name or address. Use that one, or have a certificate made for this one.</source>
        <translation>Das Zertifikat des Servers gilt für einen anderen Namen oder eine andere Adresse. Diese verwenden oder ein Zertifikat für die eingegebene ausstellen lassen.</translation>
    </message>
    <message>
        <source>The code is wrong, used, or older than 15 minutes. Ask for a new one.</source>
        <translation>Der Code ist falsch, verbraucht oder älter als 15 Minuten. Einen neuen holen.</translation>
    </message>
    <message>
        <source>Too many wrong codes came from here. Wait a minute, and try again.</source>
        <translation>Von hier kamen zu viele falsche Codes. Eine Minute warten, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Die Administration rufen.</translation>
    </message>
    <message>
        <source>The server cannot let a till in at the moment. Try again.</source>
        <translation>Der Server kann gerade keine Kasse einlassen. Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>A server on another machine is reached by https only.</source>
        <translation>Ein Server auf einem anderen Rechner ist nur über https erreichbar.</translation>
    </message>
    <message>
        <source>This computer could not keep what the till needs. Make room on the disk, and press the button again. Details: {details}</source>
        <translation>Dieser Rechner konnte nicht speichern, was die Kasse braucht. Platz auf der Festplatte schaffen und den Knopf noch einmal drücken. Details: {details}</translation>
    </message>
    <message>
        <source>It could not be set up. Nothing was changed. Details: {details}</source>
        <translation>Es konnte nicht eingerichtet werden. Nichts wurde geändert. Einzelheiten: {details}</translation>
    </message>
</context>
<context>
    <name>furniture</name>
    <message>
        <source>Let go to read the card on this picture</source>
        <translation>Loslassen, um die Karte auf diesem Bild zu lesen</translation>
    </message>
    <message>
        <source>No barcode can be read on this picture</source>
        <translation>Auf diesem Bild ist kein Strichcode zu lesen</translation>
    </message>
    <message>
        <source>Try a picture that shows the barcode large and sharp.</source>
        <translation>Ein Bild nehmen, das den Strichcode groß und scharf zeigt.</translation>
    </message>
    <message>
        <source>There are several cards on this picture</source>
        <translation>Auf diesem Bild sind mehrere Karten</translation>
    </message>
    <message>
        <source>Choose a picture of one card alone.</source>
        <translation>Ein Bild mit nur einer Karte wählen.</translation>
    </message>
    <message>
        <source>The picture is not there any more</source>
        <translation>Das Bild ist nicht mehr da</translation>
    </message>
    <message>
        <source>Choose it where it lies now.</source>
        <translation>Dort wählen, wo es jetzt liegt.</translation>
    </message>
    <message>
        <source>This file cannot be opened</source>
        <translation>Diese Datei kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>Give this user access to it, or choose another one.</source>
        <translation>Diesem Benutzer Zugriff geben oder eine andere wählen.</translation>
    </message>
    <message>
        <source>This picture is too large</source>
        <translation>Dieses Bild ist zu groß</translation>
    </message>
    <message>
        <source>Choose one of 64 megapixels and 100 MB at most.</source>
        <translation>Eines mit höchstens 64 Megapixeln und 100 MB wählen.</translation>
    </message>
    <message>
        <source>This is no picture that can be read</source>
        <translation>Dieses Bild ist nicht lesbar</translation>
    </message>
    <message>
        <source>Choose a JPEG, PNG, WebP, BMP or TIFF file that is whole.</source>
        <translation>Eine vollständige JPEG-, PNG-, WebP-, BMP- oder TIFF-Datei wählen.</translation>
    </message>
</context>
<context>
    <name>import_page</name>
    <message>
        <source>Import</source>
        <translation>Einlesen</translation>
    </message>
    <message>
        <source>Cards made elsewhere</source>
        <translation>Anderswo hergestellte Karten</translation>
    </message>
    <message>
        <source>File of cards</source>
        <translation>Kartendatei</translation>
    </message>
    <message>
        <source>A CSV file, plain or encrypted with age: card number, code, pack.</source>
        <translation>Eine CSV-Datei, offen oder mit age verschlüsselt: Kartennummer, Code, Packung.</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Choose a product</source>
        <translation>Produkt wählen</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>Andere Datei wählen</translation>
    </message>
    <message>
        <source>The file is encrypted. Choose the file with its key, or type its passphrase.</source>
        <translation>Die Datei ist verschlüsselt: Schlüsseldatei wählen oder Passphrase eingeben.</translation>
    </message>
    <message>
        <source>Choose the key</source>
        <translation>Schlüssel wählen</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Codes are never shown here, and nothing of them is kept on this till.</source>
        <translation>Codes werden hier nie gezeigt, und auf dieser Kasse bleibt nichts von ihnen.</translation>
    </message>
    <message>
        <source>{done} of {of} cards checked</source>
        <translation>{done} von {of} Karten geprüft</translation>
    </message>
    <message>
        <source>{done} of {of} cards through</source>
        <translation>{done} von {of} Karten durch</translation>
    </message>
    <message>
        <source>To be taken in</source>
        <translation>Werden aufgenommen</translation>
    </message>
    <message>
        <source>Taken in</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>Schon da</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Refused lines</source>
        <translation>Abgelehnte Zeilen</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>Alle Zeilen</translation>
    </message>
    <message>
        <source>No line is refused.</source>
        <translation>Keine Zeile ist abgelehnt.</translation>
    </message>
    <message>
        <source>Line {line}</source>
        <translation>Zeile {line}</translation>
    </message>
    <message>
        <source>And one more line: save the report to see all.|And {count} more lines: save the report to see all.</source>
        <translation>Und eine weitere Zeile: Im gespeicherten Bericht stehen alle.|Und {count} weitere Zeilen: Im gespeicherten Bericht stehen alle.</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>import-report.csv</source>
        <translation>einlesebericht.csv</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV-Dateien</translation>
    </message>
    <message>
        <source>Files of cards</source>
        <translation>Kartendateien</translation>
    </message>
    <message>
        <source>Files of keys</source>
        <translation>Schlüsseldateien</translation>
    </message>
    <message>
        <source>Leave off</source>
        <translation>Aufhören</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Nothing is taken in before you have seen what becomes of each line.</source>
        <translation>Nichts wird aufgenommen, bevor Sie gesehen haben, was aus jeder Zeile wird.</translation>
    </message>
    <message>
        <source>The file is being read.</source>
        <translation>Die Datei wird gelesen.</translation>
    </message>
    <message>
        <source>Each line is being checked.</source>
        <translation>Jede Zeile wird geprüft.</translation>
    </message>
    <message>
        <source>Every line is sound. One card is new.|Every line is sound. {count} cards are new.</source>
        <translation>Jede Zeile ist in Ordnung. Eine Karte ist neu.|Jede Zeile ist in Ordnung. {count} Karten sind neu.</translation>
    </message>
    <message>
        <source>One line is refused, so nothing is taken in. Mend it in the file, then choose the file again.|{count} lines are refused, so nothing is taken in. Mend them in the file, then choose the file again.</source>
        <translation>Eine Zeile ist abgelehnt, darum wird nichts aufgenommen. Berichtigen Sie sie in der Datei und wählen Sie die Datei neu.|{count} Zeilen sind abgelehnt, darum wird nichts aufgenommen. Berichtigen Sie sie in der Datei und wählen Sie die Datei neu.</translation>
    </message>
    <message>
        <source>The cards are being taken in. It goes on when you leave this page or start the till anew.</source>
        <translation>Die Karten werden aufgenommen. Das geht weiter, wenn Sie die Seite verlassen oder die Kasse neu starten.</translation>
    </message>
    <message>
        <source>This file is not through yet. Nothing is lost, and no card is taken in twice.</source>
        <translation>Diese Datei ist noch nicht durch. Nichts ist verloren, und keine Karte wird doppelt aufgenommen.</translation>
    </message>
    <message>
        <source>This file is not through yet, and it is encrypted. Open it once more to go on; no card is taken in twice.</source>
        <translation>Diese Datei ist noch nicht durch, und sie ist verschlüsselt. Öffnen Sie sie noch einmal, dann geht es weiter; keine Karte wird doppelt aufgenommen.</translation>
    </message>
    <message>
        <source>The file is through. You find its cards among the batches.</source>
        <translation>Die Datei ist durch. Sie finden ihre Karten bei den Chargen.</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>Datei prüfen</translation>
    </message>
    <message>
        <source>Take in one card|Take in {count} cards</source>
        <translation>Eine Karte aufnehmen|{count} Karten aufnehmen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>Weitere Datei</translation>
    </message>
    <message>
        <source>The file is being worked at</source>
        <translation>Die Datei ist in Arbeit</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment</source>
        <translation>Der Server nimmt gerade keine Änderungen an</translation>
    </message>
    <message>
        <source>Some lines are refused</source>
        <translation>Einige Zeilen sind abgelehnt</translation>
    </message>
    <message>
        <source>All cards are there already</source>
        <translation>Alle Karten sind schon da</translation>
    </message>
    <message>
        <source>Choose a product first</source>
        <translation>Erst ein Produkt wählen</translation>
    </message>
    <message>
        <source>Choose a file first</source>
        <translation>Erst eine Datei wählen</translation>
    </message>
    <message>
        <source>The file must be opened first</source>
        <translation>Die Datei muss erst geöffnet werden</translation>
    </message>
    <message>
        <source>One card is taken in|{count} cards are taken in</source>
        <translation>Eine Karte ist aufgenommen|{count} Karten sind aufgenommen</translation>
    </message>
    <message>
        <source>Left off. What was taken in before stays.</source>
        <translation>Aufgehört. Was schon aufgenommen war, bleibt.</translation>
    </message>
    <message>
        <source>The report is saved: {file}</source>
        <translation>Der Bericht ist gespeichert: {file}</translation>
    </message>
    <message>
        <source>The file cannot be read. Look whether it is where it was.</source>
        <translation>Die Datei kann nicht gelesen werden. Sehen Sie nach, ob sie noch an ihrem Ort ist.</translation>
    </message>
    <message>
        <source>The file is larger than 64 MB. Give it in parts.</source>
        <translation>Die Datei ist größer als 64 MB. Geben Sie sie in Teilen.</translation>
    </message>
    <message>
        <source>That is no file with an age key. Choose another one.</source>
        <translation>Das ist keine Datei mit einem age-Schlüssel. Wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>The file does not open with that key or passphrase, or it is damaged.</source>
        <translation>Schlüssel oder Passphrase passen nicht, oder die Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>There are no cards in that file.</source>
        <translation>In dieser Datei sind keine Karten.</translation>
    </message>
    <message>
        <source>The file is not the one that was begun with. Leave off, then check the new one.</source>
        <translation>Die Datei ist nicht die, mit der begonnen wurde. Hören Sie auf und prüfen Sie dann die neue.</translation>
    </message>
    <message>
        <source>No answer from the server. Open this page again to see the products.</source>
        <translation>Keine Antwort vom Server. Öffnen Sie diese Seite noch einmal, um die Produkte zu sehen.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Nothing was changed.</source>
        <translation>Der Server ist nicht erreichbar. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>No answer from the server. It goes on when the connection is back; no card counts twice.</source>
        <translation>Keine Antwort vom Server. Es geht weiter, wenn die Verbindung wieder da ist; keine Karte zählt doppelt.</translation>
    </message>
    <message>
        <source>This till cannot write to its disk. Make room, then try again.</source>
        <translation>Diese Kasse kann nicht auf ihre Platte schreiben. Schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The report cannot be written there. Choose another folder.</source>
        <translation>Der Bericht kann dort nicht gespeichert werden. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The server does not know this product any more.</source>
        <translation>Der Server kennt dieses Produkt nicht mehr.</translation>
    </message>
    <message>
        <source>This product is disabled. Enable it first, or choose another.</source>
        <translation>Dieses Produkt ist gesperrt. Geben Sie es erst frei oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>This product has one code for everybody, and no cards.</source>
        <translation>Dieses Produkt hat einen Code für alle und keine Karten.</translation>
    </message>
    <message>
        <source>The cards of this product have no numbers, and cannot be imported.</source>
        <translation>Die Karten dieses Produkts haben keine Nummern und können nicht eingelesen werden.</translation>
    </message>
    <message>
        <source>Your role does not allow that. Importing is for the studio.</source>
        <translation>Ihre Rolle erlaubt das nicht. Karten liest das Studio ein.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Sign in again to go on.</source>
        <translation>Ihre Anmeldung ist abgelaufen. Melden Sie sich neu an, dann geht es weiter.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Rufen Sie die Verwaltung.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst ist ausgeschlossen. Gehen Sie an eine andere.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Go on in a moment.</source>
        <translation>Der Server kann das gerade nicht. Machen Sie gleich weiter.</translation>
    </message>
    <message>
        <source>a new card</source>
        <translation>eine neue Karte</translation>
    </message>
    <message>
        <source>there already, with the same content</source>
        <translation>schon da, mit demselben Inhalt</translation>
    </message>
    <message>
        <source>the line has more than 1,000 bytes</source>
        <translation>die Zeile hat mehr als 1.000 Byte</translation>
    </message>
    <message>
        <source>the line is not UTF-8</source>
        <translation>die Zeile ist kein UTF-8</translation>
    </message>
    <message>
        <source>a line is a card number, a code and a pack</source>
        <translation>eine Zeile ist eine Kartennummer, ein Code und eine Packung</translation>
    </message>
    <message>
        <source>that is no card number, or a digit of it is wrong</source>
        <translation>das ist keine Kartennummer, oder eine Ziffer ist falsch</translation>
    </message>
    <message>
        <source>there is no code</source>
        <translation>es fehlt der Code</translation>
    </message>
    <message>
        <source>the code is too long</source>
        <translation>der Code ist zu lang</translation>
    </message>
    <message>
        <source>the code has signs that nobody can type</source>
        <translation>der Code hat Zeichen, die niemand eingeben kann</translation>
    </message>
    <message>
        <source>a pack&apos;s number lies between 1 and 99,999</source>
        <translation>eine Packung hat eine Nummer von 1 bis 99.999</translation>
    </message>
    <message>
        <source>the card number stands in the file before</source>
        <translation>die Kartennummer steht schon weiter vorn</translation>
    </message>
    <message>
        <source>the code stands in the file before</source>
        <translation>der Code steht schon weiter vorn</translation>
    </message>
    <message>
        <source>the pack&apos;s numbers lie among those of another pack</source>
        <translation>die Nummern der Packung liegen zwischen denen einer anderen</translation>
    </message>
    <message>
        <source>the pack&apos;s numbers lie too far apart</source>
        <translation>die Nummern der Packung liegen zu weit auseinander</translation>
    </message>
    <message>
        <source>the pack is there already, with other numbers</source>
        <translation>die Packung ist schon da, mit anderen Nummern</translation>
    </message>
    <message>
        <source>the card number is of another issuer</source>
        <translation>die Kartennummer ist von einem anderen Herausgeber</translation>
    </message>
    <message>
        <source>the server has made the batch of that number itself</source>
        <translation>die Charge dieser Nummer hat der Server selbst hergestellt</translation>
    </message>
    <message>
        <source>the batch belongs to another product</source>
        <translation>die Charge gehört zu einem anderen Produkt</translation>
    </message>
    <message>
        <source>the card is there already, with another code or pack</source>
        <translation>die Karte ist schon da, mit anderem Code oder anderer Packung</translation>
    </message>
    <message>
        <source>the code belongs to another card</source>
        <translation>der Code gehört zu einer anderen Karte</translation>
    </message>
</context>
<context>
    <name>keypad</name>
    <message>
        <source>Erase the last sign</source>
        <translation>Letztes Zeichen löschen</translation>
    </message>
    <message>
        <source>Hyphen</source>
        <translation>Bindestrich</translation>
    </message>
    <message>
        <source>Decimal separator</source>
        <translation>Dezimaltrennzeichen</translation>
    </message>
</context>
<context>
    <name>labels_page</name>
    <message>
        <source>Labels</source>
        <translation>Etiketten</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>Which labels</source>
        <translation>Welche Etiketten</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packungen</translation>
    </message>
    <message>
        <source>Cartons</source>
        <translation>Kartons</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>All packs</source>
        <translation>Alle Packungen</translation>
    </message>
    <message>
        <source>The packs of one carton</source>
        <translation>Die Packungen eines Kartons</translation>
    </message>
    <message>
        <source>One pack</source>
        <translation>Eine Packung</translation>
    </message>
    <message>
        <source>All cartons</source>
        <translation>Alle Kartons</translation>
    </message>
    <message>
        <source>One carton</source>
        <translation>Ein Karton</translation>
    </message>
    <message>
        <source>Number of the pack</source>
        <translation>Nummer der Packung</translation>
    </message>
    <message>
        <source>Number of the carton</source>
        <translation>Nummer des Kartons</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Bogen</translation>
    </message>
    <message>
        <source>A4, 14 labels, 99.1 × 38.1 mm</source>
        <translation>A4, 14 Etiketten, 99,1 × 38,1 mm</translation>
    </message>
    <message>
        <source>Letter, 10 labels, 4 × 2 in</source>
        <translation>Letter, 10 Etiketten, 4 × 2 Zoll</translation>
    </message>
    <message>
        <source>Label roll, 100 × 50 mm</source>
        <translation>Etikettenrolle, 100 × 50 mm</translation>
    </message>
    <message>
        <source>Start position</source>
        <translation>Startposition</translation>
    </message>
    <message>
        <source>Tap the first free place on the sheet.</source>
        <translation>Tippen Sie auf den ersten freien Platz des Bogens.</translation>
    </message>
    <message>
        <source>Start one place earlier</source>
        <translation>Einen Platz früher beginnen</translation>
    </message>
    <message>
        <source>Start one place later</source>
        <translation>Einen Platz später beginnen</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Drucker</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>Already used</source>
        <translation>Schon benutzt</translation>
    </message>
    <message>
        <source>{sheet} of {sheets}</source>
        <translation>{sheet} von {sheets}</translation>
    </message>
    <message>
        <source>Sheet before</source>
        <translation>Voriger Bogen</translation>
    </message>
    <message>
        <source>Next sheet</source>
        <translation>Nächster Bogen</translation>
    </message>
    <message>
        <source>One label|{count} labels</source>
        <translation>Ein Etikett|{count} Etiketten</translation>
    </message>
    <message>
        <source>Each is read back from its drawing before it is released.</source>
        <translation>Jedes wird aus seiner Zeichnung zurückgelesen, bevor es herausgeht.</translation>
    </message>
    <message>
        <source>One place used|{count} places used</source>
        <translation>Ein Platz benutzt|{count} Plätze benutzt</translation>
    </message>
    <message>
        <source>Drawing: {done} of {of} sheets</source>
        <translation>Zeichnen: {done} von {of} Bögen</translation>
    </message>
    <message>
        <source>Reading back: {done} of {of} sheets</source>
        <translation>Zurücklesen: {done} von {of} Bögen</translation>
    </message>
    <message>
        <source>Printing: {done} of {of} sheets</source>
        <translation>Drucken: {done} von {of} Bögen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>labels-batch-{number}.pdf</source>
        <translation>etiketten-charge-{number}.pdf</translation>
    </message>
    <message>
        <source>PDF files</source>
        <translation>PDF-Dateien</translation>
    </message>
    <message>
        <source>{title}, batch {number}</source>
        <translation>{title}, Charge {number}</translation>
    </message>
    <message>
        <source>Choose a batch on the page Batches, then Labels.</source>
        <translation>Wählen Sie auf der Seite Chargen eine Charge, dann Etiketten.</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>Server wird gefragt</translation>
    </message>
    <message>
        <source>One label is told so far|{count} labels are told so far</source>
        <translation>Bisher ist ein Etikett bekannt|Bisher sind {count} Etiketten bekannt</translation>
    </message>
    <message>
        <source>No answer from the server. Check the connection, then ask again.</source>
        <translation>Keine Antwort vom Server. Prüfen Sie die Verbindung und fragen Sie erneut.</translation>
    </message>
    <message>
        <source>The cards of this batch are still being made. It gets labels when all are there.</source>
        <translation>Die Karten dieser Charge werden noch hergestellt. Etiketten bekommt sie, wenn alle da sind.</translation>
    </message>
    <message>
        <source>This batch is cancelled. None of its cards can be sold.</source>
        <translation>Diese Charge ist abgebrochen. Keine ihrer Karten kann verkauft werden.</translation>
    </message>
    <message>
        <source>The making of this batch was stopped by a fault. It gets no labels.</source>
        <translation>Die Herstellung dieser Charge wurde durch einen Fehler angehalten. Sie bekommt keine Etiketten.</translation>
    </message>
    <message>
        <source>This product has codes only, and no packs.</source>
        <translation>Dieses Produkt hat nur Codes und keine Packungen.</translation>
    </message>
    <message>
        <source>There is no such pack. The last one is {last}.</source>
        <translation>Diese Packung gibt es nicht. Die letzte ist {last}.</translation>
    </message>
    <message>
        <source>There is no such carton. The last one is {last}.</source>
        <translation>Diesen Karton gibt es nicht. Der letzte ist {last}.</translation>
    </message>
    <message>
        <source>Save one sheet|Save {count} sheets</source>
        <translation>Einen Bogen speichern|{count} Bögen speichern</translation>
    </message>
    <message>
        <source>Print one sheet|Print {count} sheets</source>
        <translation>Einen Bogen drucken|{count} Bögen drucken</translation>
    </message>
    <message>
        <source>Save the sheets</source>
        <translation>Bögen speichern</translation>
    </message>
    <message>
        <source>Print the sheets</source>
        <translation>Bögen drucken</translation>
    </message>
    <message>
        <source>Sheets are being made</source>
        <translation>Bögen sind in Arbeit</translation>
    </message>
    <message>
        <source>There are no labels to print</source>
        <translation>Es gibt keine Etiketten zu drucken</translation>
    </message>
    <message>
        <source>Type the number first</source>
        <translation>Erst die Nummer eingeben</translation>
    </message>
    <message>
        <source>One label is saved|{count} labels are saved</source>
        <translation>Ein Etikett ist gespeichert|{count} Etiketten sind gespeichert</translation>
    </message>
    <message>
        <source>Read back, and written to {file}</source>
        <translation>Zurückgelesen und geschrieben: {file}</translation>
    </message>
    <message>
        <source>One label is with the printer|{count} labels are with the printer</source>
        <translation>Ein Etikett ist beim Drucker|{count} Etiketten sind beim Drucker</translation>
    </message>
    <message>
        <source>Look at the sheets of {printer} before you use them.</source>
        <translation>Sehen Sie sich die Bögen von {printer} an, bevor Sie sie benutzen.</translation>
    </message>
    <message>
        <source>The file cannot be written there. Choose another folder.</source>
        <translation>Die Datei kann dort nicht gespeichert werden. Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>The disk is full, and no file was left. Make room, then save again.</source>
        <translation>Die Platte ist voll, und es blieb keine Datei zurück. Schaffen Sie Platz und speichern Sie noch einmal.</translation>
    </message>
    <message>
        <source>A barcode could not be read back from its drawing. Nothing was released; call the administrator.</source>
        <translation>Ein Strichcode ließ sich aus seiner Zeichnung nicht zurücklesen. Nichts ging heraus; rufen Sie die Verwaltung.</translation>
    </message>
    <message>
        <source>The printer does not take the sheets, or not all of them. Look at what came out, then print again.</source>
        <translation>Der Drucker nimmt die Bögen nicht oder nicht alle an. Sehen Sie nach, was herauskam, und drucken Sie noch einmal.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was released.</source>
        <translation>Angehalten. Nichts ging heraus.</translation>
    </message>
    <message>
        <source>Stopped. Some sheets may be at the printer already.</source>
        <translation>Angehalten. Einige Bögen können schon beim Drucker sein.</translation>
    </message>
    <message>
        <source>The server does not know this batch any more. Go back, and ask again.</source>
        <translation>Der Server kennt diese Charge nicht mehr. Gehen Sie zurück und fragen Sie erneut.</translation>
    </message>
    <message>
        <source>Your role does not allow that. Labels are for the studio.</source>
        <translation>Ihre Rolle erlaubt das nicht. Etiketten druckt das Studio.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Sign in again.</source>
        <translation>Die Anmeldung ist abgelaufen. Neu anmelden.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Rufen Sie die Verwaltung.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst ist ausgeschlossen. Gehen Sie an eine andere.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Ask again in a moment.</source>
        <translation>Der Server kann das gerade nicht. Fragen Sie gleich noch einmal.</translation>
    </message>
    <message>
        <source>The printer has no paper of the size of these sheets. Put some in.</source>
        <translation>Der Drucker hat kein Papier in der Größe dieser Bögen. Welches einlegen.</translation>
    </message>
    <message>
        <source>The printer does not print with as many dots an inch as its settings here say. Call the administrator.</source>
        <translation>Der Drucker druckt nicht mit so vielen Punkten je Zoll, wie hier in seiner Einstellung steht. Verwaltung holen.</translation>
    </message>
    <message>
        <source>The printer&apos;s queue takes no jobs. Let it accept them again, then print again.</source>
        <translation>Die Warteschlange des Druckers nimmt nichts an. Lassen Sie sie wieder annehmen, dann drucken Sie noch einmal.</translation>
    </message>
    <message>
        <source>The print system of this machine does not answer. Start it, then print again.</source>
        <translation>Das Drucksystem dieses Rechners antwortet nicht. Starten Sie es, dann drucken Sie noch einmal.</translation>
    </message>
    <message>
        <source>The print system does not let this user print. Call the administrator.</source>
        <translation>Das Drucksystem lässt diesen Benutzer nicht drucken. Rufen Sie die Verwaltung.</translation>
    </message>
    <message>
        <source>The print system refused the sheets, so none comes out. Look at its queue, then print again.</source>
        <translation>Das Drucksystem hat die Bögen abgelehnt, es kommt also keiner heraus. Sehen Sie seine Warteschlange an, dann drucken Sie noch einmal.</translation>
    </message>
    <message>
        <source>The print system gave no answer, so the sheets may come out. Look before you print again.</source>
        <translation>Das Drucksystem hat nicht geantwortet, die Bögen können also noch herauskommen. Sehen Sie nach, bevor Sie noch einmal drucken.</translation>
    </message>
    <message>
        <source>The work on the labels broke off or came to a halt. Nothing was released; try again.</source>
        <translation>Die Arbeit an den Etiketten brach ab oder kam zum Stehen. Nichts ging heraus; versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Something failed that nobody has foreseen. Look at what came out, then try again; tell the administrator.</source>
        <translation>Etwas ging schief, das niemand vorgesehen hat. Sehen Sie an, was herauskam, dann versuchen Sie es noch einmal; sagen Sie der Verwaltung Bescheid.</translation>
    </message>
    <message>
        <source>The printer&apos;s queue is stopped and would hold the labels. Start it again, then print again.</source>
        <translation>Die Warteschlange des Druckers steht still und hielte die Etiketten fest. Starten Sie sie wieder, dann drucken Sie noch einmal.</translation>
    </message>
</context>
<context>
    <name>ledger_page</name>
    <message>
        <source>Ledger</source>
        <translation>Hauptbuch</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Einträge</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Receipt, card or label number</source>
        <translation>Nummer von Beleg, Karte oder Etikett</translation>
    </message>
    <message>
        <source>Type it or scan it, then Enter.</source>
        <translation>Eintippen oder scannen, dann Enter.</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Every till</source>
        <translation>Jede Kasse</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was geschah</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>From day</source>
        <translation>Von Tag</translation>
    </message>
    <message>
        <source>To day</source>
        <translation>Bis Tag</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Look further back</source>
        <translation>Weiter zurück suchen</translation>
    </message>
    <message>
        <source>No. {position}</source>
        <translation>Nr. {position}</translation>
    </message>
    <message>
        <source>{written_at}, {actor}</source>
        <translation>{written_at}, {actor}</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>Prüfsumme</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>Der Server</translation>
    </message>
    <message>
        <source>A customer</source>
        <translation>Ein Kunde</translation>
    </message>
    <message>
        <source>The administrator&apos;s command line</source>
        <translation>Die Befehlszeile der Administration</translation>
    </message>
    <message>
        <source>The customer&apos;s server {name}</source>
        <translation>Der Server {name} des Kunden</translation>
    </message>
    <message>
        <source>Verify the ledger</source>
        <translation>Das Hauptbuch prüfen</translation>
    </message>
    <message>
        <source>Each entry carries the mark of the one before it. The server signs the end every few minutes, and each till keeps the last signature: so nobody can change what was written without its being noticed.</source>
        <translation>Jeder Eintrag trägt das Zeichen des vorigen. Der Server unterschreibt das Ende alle paar Minuten, und jede Kasse behält die letzte Unterschrift: so kann niemand unbemerkt ändern, was geschrieben wurde.</translation>
    </message>
    <message>
        <source>What the tills keep</source>
        <translation>Was die Kassen haben</translation>
    </message>
    <message>
        <source>Entry {position}, shown {shown_at}</source>
        <translation>Eintrag {position}, gezeigt {shown_at}</translation>
    </message>
    <message>
        <source>No signature shown yet</source>
        <translation>Noch keine Unterschrift gezeigt</translation>
    </message>
    <message>
        <source>Fits</source>
        <translation>Passt</translation>
    </message>
    <message>
        <source>Does not fit</source>
        <translation>Passt nicht</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Not verified yet</source>
        <translation>Noch nicht geprüft</translation>
    </message>
    <message>
        <source>Being verified</source>
        <translation>Wird geprüft</translation>
    </message>
    <message>
        <source>As it was written</source>
        <translation>Wie geschrieben</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Geändert</translation>
    </message>
    <message>
        <source>Not verified to the end</source>
        <translation>Nicht zu Ende geprüft</translation>
    </message>
    <message>
        <source>Cards held for a sale</source>
        <translation>Karten für einen Verkauf reserviert</translation>
    </message>
    <message>
        <source>Sale confirmed, cards activated</source>
        <translation>Verkauf bestätigt, Karten aktiviert</translation>
    </message>
    <message>
        <source>Sale cancelled</source>
        <translation>Verkauf abgebrochen</translation>
    </message>
    <message>
        <source>Sale or cards of it voided</source>
        <translation>Verkauf oder Karten daraus storniert</translation>
    </message>
    <message>
        <source>Sale settled by a manager</source>
        <translation>Verkauf von der Leitung geklärt</translation>
    </message>
    <message>
        <source>Void signed</source>
        <translation>Storno unterschrieben</translation>
    </message>
    <message>
        <source>Money handed back</source>
        <translation>Geld zurückgegeben</translation>
    </message>
    <message>
        <source>Money handed back twice</source>
        <translation>Geld zweimal zurückgegeben</translation>
    </message>
    <message>
        <source>Signature given</source>
        <translation>Unterschrift gegeben</translation>
    </message>
    <message>
        <source>Case closed or alarm acknowledged</source>
        <translation>Fall geschlossen oder Alarm quittiert</translation>
    </message>
    <message>
        <source>Money of a closed case found to be given</source>
        <translation>Geld eines geschlossenen Falls: war gegeben</translation>
    </message>
    <message>
        <source>Money of a closed case found not to be given</source>
        <translation>Geld eines geschlossenen Falls: war nicht gegeben</translation>
    </message>
    <message>
        <source>Alarm raised</source>
        <translation>Alarm ausgelöst</translation>
    </message>
    <message>
        <source>Unsold card&apos;s code entered</source>
        <translation>Code einer unverkauften Karte eingegeben</translation>
    </message>
    <message>
        <source>Card let be sold again</source>
        <translation>Karte wieder freigegeben</translation>
    </message>
    <message>
        <source>Code redeemed</source>
        <translation>Code eingelöst</translation>
    </message>
    <message>
        <source>Code activated by a server</source>
        <translation>Code von einem Server aktiviert</translation>
    </message>
    <message>
        <source>Code invalidated</source>
        <translation>Code ungültig gemacht</translation>
    </message>
    <message>
        <source>Cards recalled, stopped or freed</source>
        <translation>Karten zurückgerufen, gestoppt oder freigegeben</translation>
    </message>
    <message>
        <source>Recall or other long work begun</source>
        <translation>Rückruf oder andere lange Arbeit begonnen</translation>
    </message>
    <message>
        <source>Recall or other long work done</source>
        <translation>Rückruf oder andere lange Arbeit fertig</translation>
    </message>
    <message>
        <source>Day closed</source>
        <translation>Tag abgeschlossen</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Person taken on</source>
        <translation>Person eingestellt</translation>
    </message>
    <message>
        <source>Person brought back to the staff</source>
        <translation>Person wieder im Personal</translation>
    </message>
    <message>
        <source>PIN changed by its owner</source>
        <translation>PIN selbst geändert</translation>
    </message>
    <message>
        <source>Void waits for its sale to be told</source>
        <translation>Storno wartet, bis sein Verkauf gemeldet ist</translation>
    </message>
    <message>
        <source>Failure of long work or its mail looked at</source>
        <translation>Fehlschlag langer Arbeit oder ihrer Mail angesehen</translation>
    </message>
    <message>
        <source>Webhook removed</source>
        <translation>Webhook entfernt</translation>
    </message>
    <message>
        <source>Settings of the shop changed</source>
        <translation>Einstellungen des Geschäfts geändert</translation>
    </message>
    <message>
        <source>Customer signed out everywhere by staff</source>
        <translation>Kunde vom Personal überall abgemeldet</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Cash counted</source>
        <translation>Bargeld gezählt</translation>
    </message>
    <message>
        <source>Own POS</source>
        <translation>Eigene Kasse</translation>
    </message>
    <message>
        <source>Compared with</source>
        <translation>Verglichen mit</translation>
    </message>
    <message>
        <source>Lines that do not agree</source>
        <translation>Zeilen, die nicht stimmen</translation>
    </message>
    <message>
        <source>Person unlocked</source>
        <translation>Person entsperrt</translation>
    </message>
    <message>
        <source>Person taken off the staff</source>
        <translation>Person ausgeschieden</translation>
    </message>
    <message>
        <source>Role changed</source>
        <translation>Rolle geändert</translation>
    </message>
    <message>
        <source>Wrong PIN</source>
        <translation>Falsche PIN</translation>
    </message>
    <message>
        <source>Code for a new till given</source>
        <translation>Code für eine neue Kasse gegeben</translation>
    </message>
    <message>
        <source>Till let in</source>
        <translation>Kasse zugelassen</translation>
    </message>
    <message>
        <source>Till renamed</source>
        <translation>Kasse umbenannt</translation>
    </message>
    <message>
        <source>Till shut out</source>
        <translation>Kasse ausgeschlossen</translation>
    </message>
    <message>
        <source>Till readmitted</source>
        <translation>Kasse wieder zugelassen</translation>
    </message>
    <message>
        <source>Batch begun</source>
        <translation>Charge begonnen</translation>
    </message>
    <message>
        <source>Cards made elsewhere taken in</source>
        <translation>Anderswo gemachte Karten übernommen</translation>
    </message>
    <message>
        <source>Cards of a batch made</source>
        <translation>Karten einer Charge gemacht</translation>
    </message>
    <message>
        <source>Product made</source>
        <translation>Produkt angelegt</translation>
    </message>
    <message>
        <source>Batch cancelled</source>
        <translation>Charge abgebrochen</translation>
    </message>
    <message>
        <source>Product changed</source>
        <translation>Produkt geändert</translation>
    </message>
    <message>
        <source>Product disabled</source>
        <translation>Produkt deaktiviert</translation>
    </message>
    <message>
        <source>Product enabled again</source>
        <translation>Produkt wieder aktiviert</translation>
    </message>
    <message>
        <source>Store&apos;s texts changed</source>
        <translation>Texte der Filiale geändert</translation>
    </message>
    <message>
        <source>A till&apos;s signature does not fit</source>
        <translation>Die Unterschrift einer Kasse passt nicht</translation>
    </message>
    <message>
        <source>Server restored from a backup</source>
        <translation>Server aus einer Sicherung wiederhergestellt</translation>
    </message>
    <message>
        <source>Redemption opened again</source>
        <translation>Einlösung wieder geöffnet</translation>
    </message>
    <message>
        <source>Shop made</source>
        <translation>Shop angelegt</translation>
    </message>
    <message>
        <source>Packs shipped to a store</source>
        <translation>Packungen an eine Filiale versandt</translation>
    </message>
    <message>
        <source>Packs received</source>
        <translation>Packungen angenommen</translation>
    </message>
    <message>
        <source>Number of cards that one manager recalls alone</source>
        <translation>Anzahl Karten, die eine Person allein zurückruft</translation>
    </message>
    <message>
        <source>Payment told of an unknown sale</source>
        <translation>Zahlung eines unbekannten Verkaufs gemeldet</translation>
    </message>
    <message>
        <source>Payment told of a settled sale</source>
        <translation>Zahlung eines geklärten Verkaufs gemeldet</translation>
    </message>
    <message>
        <source>Void refused, signature unknown</source>
        <translation>Storno abgelehnt, Unterschrift unbekannt</translation>
    </message>
    <message>
        <source>Failed redemption fulfilled by hand</source>
        <translation>Gescheiterte Einlösung von Hand erfüllt</translation>
    </message>
    <message>
        <source>Failed redemption tried again</source>
        <translation>Gescheiterte Einlösung wiederholt</translation>
    </message>
    <message>
        <source>Code of a failed redemption freed</source>
        <translation>Code einer gescheiterten Einlösung freigegeben</translation>
    </message>
    <message>
        <source>Codes made</source>
        <translation>Codes gemacht</translation>
    </message>
    <message>
        <source>Till told all after a restore</source>
        <translation>Kasse hat nach der Wiederherstellung alles gemeldet</translation>
    </message>
    <message>
        <source>Till not waited for after a restore</source>
        <translation>Auf die Kasse wird nach der Wiederherstellung nicht gewartet</translation>
    </message>
    <message>
        <source>Store opened</source>
        <translation>Filiale eröffnet</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Filiale</translation>
    </message>
    <message>
        <source>Signed in then</source>
        <translation>Damals angemeldet</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Währung</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Für</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Storno</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Bezahlt</translation>
    </message>
    <message>
        <source>How</source>
        <translation>Wie</translation>
    </message>
    <message>
        <source>Not activated</source>
        <translation>Nicht aktiviert</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Charge</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Codes</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Kunde</translation>
    </message>
    <message>
        <source>Set up like</source>
        <translation>Eingerichtet wie</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Es wird gesucht</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>One entry, no other|{count} entries, no others</source>
        <translation>Ein Eintrag, kein weiterer|{count} Einträge, keine weiteren</translation>
    </message>
    <message>
        <source>One entry, looked back to {looked_at}|{count} entries, looked back to {looked_at}</source>
        <translation>Ein Eintrag, gesucht bis {looked_at}|{count} Einträge, gesucht bis {looked_at}</translation>
    </message>
    <message>
        <source>No answer from the server. Check the connection, then search again.</source>
        <translation>Keine Antwort vom Server. Die Verbindung prüfen, dann noch einmal suchen.</translation>
    </message>
    <message>
        <source>That is no number of a receipt, a card or a label.</source>
        <translation>Das ist keine Nummer eines Belegs, einer Karte oder eines Etiketts.</translation>
    </message>
    <message>
        <source>Type a day such as 2026-11-22.</source>
        <translation>Einen Tag wie 22.11.2026 eintippen.</translation>
    </message>
    <message>
        <source>The first day comes after the last one.</source>
        <translation>Der erste Tag liegt nach dem letzten.</translation>
    </message>
    <message>
        <source>It has not been verified since you signed in.</source>
        <translation>Seit Ihrer Anmeldung wurde es nicht geprüft.</translation>
    </message>
    <message>
        <source>The server looks at the first entries.</source>
        <translation>Der Server sieht die ersten Einträge an.</translation>
    </message>
    <message>
        <source>{done} of {total} entries are verified.</source>
        <translation>{done} von {total} Einträgen sind geprüft.</translation>
    </message>
    <message>
        <source>Its one entry is as it was written|All {count} entries are as they were written.</source>
        <translation>Sein einer Eintrag ist, wie er geschrieben wurde|Alle {count} Einträge sind, wie sie geschrieben wurden.</translation>
    </message>
    <message>
        <source>From entry {position} on it is not as it was written. Call the administrator and keep the newest backup: who changed it can reach the server&apos;s database.</source>
        <translation>Ab Eintrag {position} ist es nicht, wie es geschrieben wurde. Die Administration rufen und die neueste Sicherung aufheben: wer es geändert hat, kommt an die Datenbank des Servers.</translation>
    </message>
    <message>
        <source>The server did not answer. Verify again when the connection is back.</source>
        <translation>Der Server hat nicht geantwortet. Noch einmal prüfen, wenn die Verbindung wieder da ist.</translation>
    </message>
    <message>
        <source>Signed by the server up to entry {position}, {signed_at}.</source>
        <translation>Vom Server unterschrieben bis Eintrag {position}, {signed_at}.</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>It is being verified</source>
        <translation>Es wird geprüft</translation>
    </message>
    <message>
        <source>Your role does not allow that. Ask a manager or the administrator.</source>
        <translation>Das darf diese Rolle nicht. Die Leitung oder die Administration fragen.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Sign in again.</source>
        <translation>Die Anmeldung ist abgelaufen. Neu anmelden.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Die Administration rufen.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst ist ausgeschlossen. An eine andere Kasse gehen.</translation>
    </message>
    <message>
        <source>The ledger has become shorter meanwhile. Call the administrator.</source>
        <translation>Das Hauptbuch ist inzwischen kürzer geworden. Die Administration rufen.</translation>
    </message>
    <message>
        <source>The server cannot do it now; try again.</source>
        <translation>Der Server kann es gerade nicht; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Rules of printing and proving</source>
        <translation>Regeln für Druck und Druckprobe</translation>
    </message>
    <message>
        <source>Codes opened for printing</source>
        <translation>Codes zum Drucken geöffnet</translation>
    </message>
    <message>
        <source>Print run taken over</source>
        <translation>Drucklauf übernommen</translation>
    </message>
    <message>
        <source>Cards given out for printing</source>
        <translation>Karten zum Drucken ausgegeben</translation>
    </message>
    <message>
        <source>Cards printed, spoiled or not fed</source>
        <translation>Karten gedruckt, verdorben oder nicht eingezogen</translation>
    </message>
    <message>
        <source>Unreported cards replaced</source>
        <translation>Nicht gemeldete Karten ersetzt</translation>
    </message>
    <message>
        <source>Print run ended</source>
        <translation>Drucklauf beendet</translation>
    </message>
    <message>
        <source>Cards encrypted for a print shop</source>
        <translation>Karten für eine Druckerei verschlüsselt</translation>
    </message>
    <message>
        <source>Printed cards read back</source>
        <translation>Gedruckte Karten zurückgelesen</translation>
    </message>
    <message>
        <source>Batch let be shipped without a proof</source>
        <translation>Charge ohne Druckprobe freigegeben</translation>
    </message>
    <message>
        <source>Signed in at the portal</source>
        <translation>Am Portal angemeldet</translation>
    </message>
    <message>
        <source>Signed out of the portal</source>
        <translation>Vom Portal abgemeldet</translation>
    </message>
    <message>
        <source>Sign-in at the portal refused</source>
        <translation>Anmeldung am Portal abgelehnt</translation>
    </message>
    <message>
        <source>Invited to the portal</source>
        <translation>Zum Portal eingeladen</translation>
    </message>
    <message>
        <source>Password of the portal set</source>
        <translation>Passwort des Portals gesetzt</translation>
    </message>
    <message>
        <source>Second factor of the portal set</source>
        <translation>Zweiter Faktor des Portals gesetzt</translation>
    </message>
    <message>
        <source>Many cards looked for in vain at the portal</source>
        <translation>Am Portal oft vergeblich nach Karten gesucht</translation>
    </message>
    <message>
        <source>Ledger verified</source>
        <translation>Hauptbuch geprüft</translation>
    </message>
    <message>
        <source>Acts on codes that take two people</source>
        <translation>Eingriffe an Codes, die zwei Personen brauchen</translation>
    </message>
    <message>
        <source>App switched off</source>
        <translation>App abgeschaltet</translation>
    </message>
    <message>
        <source>App switched on again</source>
        <translation>App wieder eingeschaltet</translation>
    </message>
    <message>
        <source>Secret of an app revoked</source>
        <translation>Geheimnis einer App widerrufen</translation>
    </message>
    <message>
        <source>Secret of an app renewed</source>
        <translation>Geheimnis einer App erneuert</translation>
    </message>
    <message>
        <source>List of cards sent in</source>
        <translation>Kartenliste eingereicht</translation>
    </message>
    <message>
        <source>Code added by a server</source>
        <translation>Code von einem Server angelegt</translation>
    </message>
    <message>
        <source>Redemption failed</source>
        <translation>Einlösung fehlgeschlagen</translation>
    </message>
    <message>
        <source>Redemption begun</source>
        <translation>Einlösung begonnen</translation>
    </message>
    <message>
        <source>Information of a code changed</source>
        <translation>Angaben zu einem Code geändert</translation>
    </message>
    <message>
        <source>Code shown to a person</source>
        <translation>Code einer Person gezeigt</translation>
    </message>
    <message>
        <source>Recall or other long work called off</source>
        <translation>Rückruf oder andere lange Arbeit abgebrochen</translation>
    </message>
    <message>
        <source>Codes of a list given out</source>
        <translation>Codes einer Liste ausgegeben</translation>
    </message>
    <message>
        <source>Recall or other long work failed</source>
        <translation>Rückruf oder andere lange Arbeit fehlgeschlagen</translation>
    </message>
    <message>
        <source>List of codes given out</source>
        <translation>Liste von Codes ausgegeben</translation>
    </message>
    <message>
        <source>List of codes taken by its link</source>
        <translation>Liste von Codes über ihren Link geholt</translation>
    </message>
    <message>
        <source>Link to a list of codes mailed</source>
        <translation>Link zu einer Liste von Codes gemailt</translation>
    </message>
    <message>
        <source>Mail with a list&apos;s link given up</source>
        <translation>Mail mit dem Link einer Liste aufgegeben</translation>
    </message>
    <message>
        <source>Mail with a list&apos;s link sent</source>
        <translation>Mail mit dem Link einer Liste gesendet</translation>
    </message>
    <message>
        <source>Ledger found changed</source>
        <translation>Hauptbuch verändert gefunden</translation>
    </message>
    <message>
        <source>Passkey of the portal added</source>
        <translation>Passkey des Portals hinzugefügt</translation>
    </message>
    <message>
        <source>Passkey of the portal removed</source>
        <translation>Passkey des Portals entfernt</translation>
    </message>
    <message>
        <source>Passkey shown before a change of the account</source>
        <translation>Passkey vor einer Änderung des Kontos gezeigt</translation>
    </message>
    <message>
        <source>Codes of the portal not asked for any more</source>
        <translation>Codes des Portals nicht mehr verlangt</translation>
    </message>
    <message>
        <source>Customer&apos;s account made</source>
        <translation>Kundenkonto angelegt</translation>
    </message>
    <message>
        <source>Customer&apos;s new password set</source>
        <translation>Neues Kundenpasswort gesetzt</translation>
    </message>
    <message>
        <source>Word for a customer&apos;s new password given out</source>
        <translation>Wort für ein neues Kundenpasswort ausgegeben</translation>
    </message>
    <message>
        <source>Word for a customer&apos;s new password tried too often</source>
        <translation>Wort für ein neues Kundenpasswort zu oft versucht</translation>
    </message>
    <message>
        <source>Script registered</source>
        <translation>Skript eingetragen</translation>
    </message>
    <message>
        <source>Script run</source>
        <translation>Skript ausgeführt</translation>
    </message>
    <message>
        <source>Script shut</source>
        <translation>Skript geschlossen</translation>
    </message>
    <message>
        <source>Server of the shop let in</source>
        <translation>Server des Geschäfts zugelassen</translation>
    </message>
    <message>
        <source>Server of the shop shut out</source>
        <translation>Server des Geschäfts ausgeschlossen</translation>
    </message>
    <message>
        <source>Secret of a server renewed</source>
        <translation>Geheimnis eines Servers erneuert</translation>
    </message>
    <message>
        <source>Server of the shop signed in</source>
        <translation>Server des Geschäfts angemeldet</translation>
    </message>
    <message>
        <source>Redemption of a shared code failed</source>
        <translation>Einlösung eines gemeinsamen Codes fehlgeschlagen</translation>
    </message>
    <message>
        <source>Redemption of a shared code begun</source>
        <translation>Einlösung eines gemeinsamen Codes begonnen</translation>
    </message>
    <message>
        <source>Shared code redeemed</source>
        <translation>Gemeinsamer Code eingelöst</translation>
    </message>
    <message>
        <source>Webhook added</source>
        <translation>Webhook hinzugefügt</translation>
    </message>
    <message>
        <source>Webhook paused, resumed or sent back</source>
        <translation>Webhook angehalten, fortgesetzt oder zurückgesetzt</translation>
    </message>
    <message>
        <source>Person locked by a manager</source>
        <translation>Person von der Leitung gesperrt</translation>
    </message>
    <message>
        <source>Payment of a settled sale denied by its till</source>
        <translation>Zahlung eines geklärten Verkaufs von der Kasse bestritten</translation>
    </message>
    <message>
        <source>Picture of a product stored</source>
        <translation>Bild eines Produkts gespeichert</translation>
    </message>
    <message>
        <source>Z number</source>
        <translation>Z-Nummer</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>At till</source>
        <translation>An Kasse</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Unterschrieben von</translation>
    </message>
    <message>
        <source>Also signed by</source>
        <translation>Mit unterschrieben von</translation>
    </message>
    <message>
        <source>Sold ones too</source>
        <translation>Auch verkaufte</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packungen</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>Fälle</translation>
    </message>
    <message>
        <source>Found not to be owed</source>
        <translation>Als nicht geschuldet erkannt</translation>
    </message>
    <message>
        <source>Wrong tries</source>
        <translation>Falsche Versuche</translation>
    </message>
    <message>
        <source>Lifted</source>
        <translation>Aufgehoben</translation>
    </message>
    <message>
        <source>Settled as</source>
        <translation>Geklärt als</translation>
    </message>
</context>
<context>
    <name>pack_label</name>
    <message>
        <source>Pack {number}</source>
        <translation>Packung {number}</translation>
    </message>
    <message>
        <source>Carton {number}</source>
        <translation>Karton {number}</translation>
    </message>
    <message>
        <source>Batch {number}</source>
        <translation>Charge {number}</translation>
    </message>
    <message>
        <source>One card|{count} cards</source>
        <translation>Eine Karte|{count} Karten</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} bis {last}</translation>
    </message>
</context>
<context>
    <name>pages</name>
    <message>
        <source>Settings</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>The server takes no changes</source>
        <translation>Der Server nimmt keine Änderungen an</translation>
    </message>
    <message>
        <source>Cards cannot be sold. Its disk is full or damaged: call the administrator.</source>
        <translation>Karten können nicht verkauft werden. Seine Festplatte ist voll oder beschädigt: die Administration rufen.</translation>
    </message>
</context>
<context>
    <name>pin_pad</name>
    <message>
        <source>Erase the last digit</source>
        <translation>Letzte Ziffer löschen</translation>
    </message>
    <message>
        <source>Enter the PIN</source>
        <translation>PIN bestätigen</translation>
    </message>
    <message>
        <source>One digit entered|{count} digits entered</source>
        <translation>Eine Ziffer eingegeben|{count} Ziffern eingegeben</translation>
    </message>
</context>
<context>
    <name>practice</name>
    <message>
        <source>PRACTICE</source>
        <translation>ÜBUNG</translation>
    </message>
    <message>
        <source>No real cards or money</source>
        <translation>Karten und Geld sind nicht echt</translation>
    </message>
    <message>
        <source>No trouble switched on</source>
        <translation>Keine Störung eingeschaltet</translation>
    </message>
    <message>
        <source>{trouble}: {stage}, {lasting}</source>
        <translation>{trouble}: {stage}, {lasting}</translation>
    </message>
    <message>
        <source>{trouble}: {lasting}</source>
        <translation>{trouble}: {lasting}</translation>
    </message>
    <message>
        <source>Trouble and lessons</source>
        <translation>Störungen und Lektionen</translation>
    </message>
    <message>
        <source>Practise with trouble</source>
        <translation>Mit Störungen üben</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>On</source>
        <translation>Ein</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Which step of a sale</source>
        <translation>Welcher Schritt im Verkauf</translation>
    </message>
    <message>
        <source>Before the money</source>
        <translation>Vor dem Geld</translation>
    </message>
    <message>
        <source>After the money</source>
        <translation>Nach dem Geld</translation>
    </message>
    <message>
        <source>before the money</source>
        <translation>vor dem Geld</translation>
    </message>
    <message>
        <source>after the money</source>
        <translation>nach dem Geld</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Next request only</source>
        <translation>Nur nächste Anfrage</translation>
    </message>
    <message>
        <source>Until switched off</source>
        <translation>Bis zum Ausschalten</translation>
    </message>
    <message>
        <source>next request only</source>
        <translation>nur nächste Anfrage</translation>
    </message>
    <message>
        <source>until switched off</source>
        <translation>bis zum Ausschalten</translation>
    </message>
    <message>
        <source>Slow</source>
        <translation>Langsam</translation>
    </message>
    <message>
        <source>Every answer comes two seconds late.</source>
        <translation>Jede Antwort kommt zwei Sekunden zu spät.</translation>
    </message>
    <message>
        <source>Lost request</source>
        <translation>Anfrage verloren</translation>
    </message>
    <message>
        <source>The server never hears the request, and the till cannot know that.</source>
        <translation>Der Server erfährt nie von der Anfrage, und die Kasse kann das nicht wissen.</translation>
    </message>
    <message>
        <source>Lost reply</source>
        <translation>Antwort verloren</translation>
    </message>
    <message>
        <source>The server does its work, and its answer never arrives.</source>
        <translation>Der Server tut seine Arbeit, und seine Antwort kommt nie an.</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Doppelt</translation>
    </message>
    <message>
        <source>The request arrives twice, and the till hears the second answer.</source>
        <translation>Die Anfrage kommt zweimal an, und die Kasse hört die zweite Antwort.</translation>
    </message>
    <message>
        <source>Server down</source>
        <translation>Server aus</translation>
    </message>
    <message>
        <source>Nobody answers, and the till knows that nothing was sent.</source>
        <translation>Niemand antwortet, und die Kasse weiß, dass nichts gesendet wurde.</translation>
    </message>
    <message>
        <source>Power cut</source>
        <translation>Stromausfall</translation>
    </message>
    <message>
        <source>The till dies in the middle of the request, and starts again by itself.</source>
        <translation>Die Kasse stirbt mitten in der Anfrage und startet von selbst neu.</translation>
    </message>
    <message>
        <source>Set up</source>
        <translation>Einrichten</translation>
    </message>
    <message>
        <source>Activated</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>**Do:** sell a card. Its activation arrives twice at the server.</source>
        <translation>**Tun:** eine Karte verkaufen. Ihre Aktivierung kommt zweimal beim Server an.</translation>
    </message>
    <message>
        <source>**See:** green. The server knows the request again; the card is activated once. Hand it over.</source>
        <translation>**Sehen:** Grün. Der Server erkennt die Anfrage wieder; die Karte ist einmal aktiviert. Aushändigen.</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch unklar</translation>
    </message>
    <message>
        <source>**Do:** sell a card. Then switch the lost reply off, and press F5.</source>
        <translation>**Tun:** eine Karte verkaufen. Dann die Störung ausschalten und F5 drücken.</translation>
    </message>
    <message>
        <source>**See:** amber, as long as no answer comes. Keep the card; the till asks until it knows: green.</source>
        <translation>**Sehen:** Gelb, solange keine Antwort kommt. Karte behalten; die Kasse fragt, bis sie es weiß: Grün.</translation>
    </message>
    <message>
        <source>Not activated</source>
        <translation>Nicht aktiviert</translation>
    </message>
    <message>
        <source>**Do:** scan a card that you have just sold.</source>
        <translation>**Tun:** eine eben verkaufte Karte scannen.</translation>
    </message>
    <message>
        <source>**See:** red, with the reason. Nothing was taken for it. Keep the card, do what it says.</source>
        <translation>**Sehen:** Rot, mit dem Grund. Dafür wurde nichts genommen. Karte behalten, tun, was da steht.</translation>
    </message>
    <message>
        <source>The power was cut at {cut_at}</source>
        <translation>Um {cut_at} fiel der Strom aus</translation>
    </message>
    <message>
        <source>Sale {number} was paid and stands in the till&apos;s journal. Not known yet: the till sends the same request again.</source>
        <translation>Verkauf {number} war bezahlt und steht im Journal der Kasse. Noch unklar: Die Kasse sendet dieselbe Anfrage noch einmal.</translation>
    </message>
    <message>
        <source>Sale {number} was paid and stood in the till&apos;s journal. The till sent the same request again: activated, once. Its receipt waits under Waiting.</source>
        <translation>Verkauf {number} war bezahlt und stand im Journal der Kasse. Sie hat dieselbe Anfrage noch einmal gesendet: aktiviert, einmal. Der Beleg liegt unter Wartend.</translation>
    </message>
    <message>
        <source>Sale {number} was paid and stood in the till&apos;s journal. The till asked again: some of its cards are activated. See Waiting.</source>
        <translation>Verkauf {number} war bezahlt und stand im Journal der Kasse. Sie hat noch einmal gefragt: Einige der Karten sind aktiviert. Siehe Wartend.</translation>
    </message>
    <message>
        <source>Sale {number} was paid and stood in the till&apos;s journal. The till asked again: not activated. The money goes back. See Waiting.</source>
        <translation>Verkauf {number} war bezahlt und stand im Journal der Kasse. Sie hat noch einmal gefragt: nicht aktiviert. Das Geld geht zurück. Siehe Wartend.</translation>
    </message>
    <message>
        <source>Sale {number} was not paid yet. The till cancels it by itself; its cards are free again.</source>
        <translation>Verkauf {number} war noch nicht bezahlt. Die Kasse bricht ihn von selbst ab; seine Karten sind wieder frei.</translation>
    </message>
    <message>
        <source>What was under way stands in the till&apos;s journal, and goes on by itself.</source>
        <translation>Was im Gange war, steht im Journal der Kasse und geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Switch something on, then sell a card or do a manager&apos;s work, and see what the till says.</source>
        <translation>Etwas einschalten, dann eine Karte verkaufen oder tun, was die Leitung tut, und sehen, was die Kasse sagt.</translation>
    </message>
    <message>
        <source>What a manager does</source>
        <translation>Was die Leitung tut</translation>
    </message>
    <message>
        <source>Begin a recall</source>
        <translation>Rückruf beginnen</translation>
    </message>
    <message>
        <source>Close the day</source>
        <translation>Tag abschließen</translation>
    </message>
    <message>
        <source>Settle a held sale</source>
        <translation>Verkauf klären</translation>
    </message>
    <message>
        <source>Close a case</source>
        <translation>Fall schließen</translation>
    </message>
    <message>
        <source>begin of a recall</source>
        <translation>Beginn eines Rückrufs</translation>
    </message>
    <message>
        <source>close of the day</source>
        <translation>Abschluss des Tages</translation>
    </message>
    <message>
        <source>settling a held sale</source>
        <translation>Klären eines gehaltenen Verkaufs</translation>
    </message>
    <message>
        <source>close of a case</source>
        <translation>Schließen eines Falls</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>For managers: not known yet</source>
        <translation>Für die Leitung: noch unklar</translation>
    </message>
    <message>
        <source>**Do:** recall a pack. Where it says that it may have begun, do it once more.</source>
        <translation>**Tun:** einen Pack zurückrufen, ohne Antwort noch einmal.</translation>
    </message>
    <message>
        <source>**See:** neither yes nor no, as no answer came. Asked again it is the same recall; it counts once.</source>
        <translation>**Sehen:** weder Ja noch Nein, denn keine Antwort kam. Noch einmal gefragt ist es derselbe Rückruf; er zählt einmal.</translation>
    </message>
    <message>
        <source>What a manager asked for may have been done. Look first, under Earlier recalls, Day or Waiting; then ask again.</source>
        <translation>Was die Leitung wollte, kann geschehen sein. Erst nachsehen, unter Frühere Rückrufe, Tag oder Wartend; dann noch einmal fragen.</translation>
    </message>
</context>
<context>
    <name>print_page</name>
    <message>
        <source>Print</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>The batches cannot be shown</source>
        <translation>Die Chargen können nicht gezeigt werden</translation>
    </message>
    <message>
        <source>No batch can be printed yet</source>
        <translation>Noch keine Charge kann gedruckt werden</translation>
    </message>
    <message>
        <source>Have one made under Batches first. Its cards are printed here.</source>
        <translation>Zuerst unter Chargen eine herstellen lassen. Ihre Karten werden hier gedruckt.</translation>
    </message>
    <message>
        <source>The design is being opened</source>
        <translation>Der Entwurf wird geöffnet</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Charge</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Bogen</translation>
    </message>
    <message>
        <source>Backs</source>
        <translation>Rückseiten</translation>
    </message>
    <message>
        <source>Sheet is not turned over</source>
        <translation>Bogen wird nicht gewendet</translation>
    </message>
    <message>
        <source>Turned over the long edge</source>
        <translation>Über die lange Kante gewendet</translation>
    </message>
    <message>
        <source>Turned over the short edge</source>
        <translation>Über die kurze Kante gewendet</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Correct this printer</source>
        <translation>Diesen Drucker korrigieren</translation>
    </message>
    <message>
        <source>Correct {printer}</source>
        <translation>{printer} korrigieren</translation>
    </message>
    <message>
        <source>Print the test grid, measure what stands on it with a ruler, and type it here in millimetres.</source>
        <translation>Das Testgitter drucken, mit einem Lineal messen, was darauf steht, und hier in Millimetern eingeben.</translation>
    </message>
    <message>
        <source>Print test grid</source>
        <translation>Testgitter drucken</translation>
    </message>
    <message>
        <source>Print it corrected</source>
        <translation>Korrigiert drucken</translation>
    </message>
    <message>
        <source>A, meant {meant}</source>
        <translation>A, gemeint {meant}</translation>
    </message>
    <message>
        <source>B, meant {meant}</source>
        <translation>B, gemeint {meant}</translation>
    </message>
    <message>
        <source>C, meant {meant}</source>
        <translation>C, gemeint {meant}</translation>
    </message>
    <message>
        <source>D, meant {meant}</source>
        <translation>D, gemeint {meant}</translation>
    </message>
    <message>
        <source>E on the back, meant {meant}</source>
        <translation>E auf der Rückseite, gemeint {meant}</translation>
    </message>
    <message>
        <source>F on the back, meant {meant}</source>
        <translation>F auf der Rückseite, gemeint {meant}</translation>
    </message>
    <message>
        <source>Type a number, such as 20.4.</source>
        <translation>Eine Zahl eingeben, etwa 20,4.</translation>
    </message>
    <message>
        <source>Correct nothing</source>
        <translation>Nichts korrigieren</translation>
    </message>
    <message>
        <source>Keep the correction</source>
        <translation>Korrektur behalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>A PDF file</source>
        <translation>Eine PDF-Datei</translation>
    </message>
    <message>
        <source>A print shop, encrypted</source>
        <translation>Eine Druckerei, verschlüsselt</translation>
    </message>
    <message>
        <source>Printed outside</source>
        <translation>Auswärts gedruckt</translation>
    </message>
    <message>
        <source>The print shop gets one encrypted file: number, code and pack of each card, a line each. It draws the cards itself.</source>
        <translation>Die Druckerei bekommt eine verschlüsselte Datei: Nummer, Code und Packung jeder Karte, eine Zeile je Karte. Die Karten zeichnet sie selbst.</translation>
    </message>
    <message>
        <source>One file for the print shop</source>
        <translation>Eine Datei für die Druckerei</translation>
    </message>
    <message>
        <source>Nobody but the holder of the key can read the file, you neither. The cards count as printed as soon as it is written.</source>
        <translation>Niemand außer dem Inhaber des Schlüssels kann die Datei lesen, auch hier niemand. Die Karten gelten als gedruckt, sobald sie geschrieben ist.</translation>
    </message>
    <message>
        <source>Public key of the print shop (age1...)</source>
        <translation>Öffentlicher Schlüssel der Druckerei (age1...)</translation>
    </message>
    <message>
        <source>Take it from a file</source>
        <translation>Aus einer Datei nehmen</translation>
    </message>
    <message>
        <source>File with the print shop’s public key</source>
        <translation>Datei mit dem öffentlichen Schlüssel der Druckerei</translation>
    </message>
    <message>
        <source>Where the encrypted file goes</source>
        <translation>Wohin die verschlüsselte Datei kommt</translation>
    </message>
    <message>
        <source>A4, one card|A4, {count} cards</source>
        <translation>A4, eine Karte|A4, {count} Karten</translation>
    </message>
    <message>
        <source>Letter, one card|Letter, {count} cards</source>
        <translation>Letter, eine Karte|Letter, {count} Karten</translation>
    </message>
    <message>
        <source>Card printer</source>
        <translation>Kartendrucker</translation>
    </message>
    <message>
        <source>A4 labels, one a sheet|A4 labels, {count} a sheet</source>
        <translation>A4-Etiketten, eines je Bogen|A4-Etiketten, {count} je Bogen</translation>
    </message>
    <message>
        <source>Labels on a roll</source>
        <translation>Etiketten auf der Rolle</translation>
    </message>
    <message>
        <source>{sheet} of {sheets}</source>
        <translation>{sheet} von {sheets}</translation>
    </message>
    <message>
        <source>Sheet before</source>
        <translation>Bogen davor</translation>
    </message>
    <message>
        <source>Next sheet</source>
        <translation>Nächster Bogen</translation>
    </message>
    <message>
        <source>Show fronts</source>
        <translation>Vorderseiten zeigen</translation>
    </message>
    <message>
        <source>Show backs</source>
        <translation>Rückseiten zeigen</translation>
    </message>
    <message>
        <source>Fronts of the sheet</source>
        <translation>Vorderseiten des Bogens</translation>
    </message>
    <message>
        <source>Backs of the sheet</source>
        <translation>Rückseiten des Bogens</translation>
    </message>
    <message>
        <source>Already used</source>
        <translation>Schon benutzt</translation>
    </message>
    <message>
        <source>Codes are never shown here. They exist only while printing.</source>
        <translation>Codes werden hier nie gezeigt. Es gibt sie nur beim Drucken.</translation>
    </message>
    <message>
        <source>Start position</source>
        <translation>Startplatz</translation>
    </message>
    <message>
        <source>Or tap the first free place.</source>
        <translation>Oder den ersten freien Platz antippen.</translation>
    </message>
    <message>
        <source>One place earlier</source>
        <translation>Einen Platz früher</translation>
    </message>
    <message>
        <source>One place later</source>
        <translation>Einen Platz später</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Nachweis</translation>
    </message>
    <message>
        <source>Did all sheets come out well?</source>
        <translation>Kamen alle Bögen gut heraus?</translation>
    </message>
    <message>
        <source>Last good sheet</source>
        <translation>Letzter guter Bogen</translation>
    </message>
    <message>
        <source>After a jam: the last one before it.</source>
        <translation>Nach einem Stau: der letzte davor.</translation>
    </message>
    <message>
        <source>One sheet earlier</source>
        <translation>Einen Bogen früher</translation>
    </message>
    <message>
        <source>One sheet later</source>
        <translation>Einen Bogen später</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>A print run was cut off</source>
        <translation>Ein Drucklauf brach ab</translation>
    </message>
    <message>
        <source>End it instead</source>
        <translation>Stattdessen beenden</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>This file will hold live codes</source>
        <translation>In dieser Datei stehen echte Codes</translation>
    </message>
    <message>
        <source>Every code stands in it as on its card. Whoever has the file can redeem them once the cards are sold. Put it on this machine only, never into a shared folder or a mail, and delete it when the cards are printed.</source>
        <translation>Jeder Code steht darin wie auf seiner Karte. Wer die Datei hat, kann die Codes einlösen, sobald die Karten verkauft sind. Nur auf diesem Gerät ablegen, nie in einem geteilten Ordner oder einer Mail, und löschen, wenn die Karten gedruckt sind.</translation>
    </message>
    <message>
        <source>Choose where it goes</source>
        <translation>Wählen, wohin</translation>
    </message>
    <message>
        <source>Printer, not corrected</source>
        <translation>Drucker, nicht korrigiert</translation>
    </message>
    <message>
        <source>Printer, corrected</source>
        <translation>Drucker, korrigiert</translation>
    </message>
    <message>
        <source>Spoiled</source>
        <translation>Verdorben</translation>
    </message>
    <message>
        <source>Already printed. Print again?</source>
        <translation>Schon gedruckt. Noch einmal drucken?</translation>
    </message>
    <message>
        <source>No code is printed twice. The cards that are printed become invalid and have to be destroyed; new cards with new numbers and codes are printed in their place.</source>
        <translation>Kein Code wird zweimal gedruckt. Die gedruckten Karten werden ungültig und sind zu vernichten; an ihrer Stelle werden neue Karten mit neuen Nummern und Codes gedruckt.</translation>
    </message>
    <message>
        <source>Print all as new cards</source>
        <translation>Alle als neue Karten drucken</translation>
    </message>
    <message>
        <source>End the run that was cut off?</source>
        <translation>Den abgebrochenen Lauf beenden?</translation>
    </message>
    <message>
        <source>Cards that may be on paper already become invalid, and new cards stand for them. Destroy what has come out, and a file if there is one.</source>
        <translation>Karten, die schon auf Papier sein können, werden ungültig, und neue stehen für sie. Was herausgekommen ist, vernichten, auch eine Datei, falls es sie gibt.</translation>
    </message>
    <message>
        <source>End the run</source>
        <translation>Lauf beenden</translation>
    </message>
    <message>
        <source>Where the file with live codes goes</source>
        <translation>Wohin die Datei mit echten Codes kommt</translation>
    </message>
    <message>
        <source>Batch {number} · {title} {price_minor} · one card|Batch {number} · {title} {price_minor} · {count} cards</source>
        <translation>Charge {number} · {title} {price_minor} · eine Karte|Charge {number} · {title} {price_minor} · {count} Karten</translation>
    </message>
    <message>
        <source>{number}, {name}</source>
        <translation>{number}, {name}</translation>
    </message>
    <message>
        <source>{number}</source>
        <translation>{number}</translation>
    </message>
    <message>
        <source>No connection to the server: how this batch stands is not known.</source>
        <translation>Keine Verbindung zum Server: Wie diese Charge steht, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>No connection to the server. Ask again as soon as there is one.</source>
        <translation>Keine Verbindung zum Server. Noch einmal fragen, sobald es eine gibt.</translation>
    </message>
    <message>
        <source>The product’s own design</source>
        <translation>Der eigene Entwurf des Produkts</translation>
    </message>
    <message>
        <source>{name}</source>
        <translation>{name}</translation>
    </message>
    <message>
        <source>One card|{count} cards</source>
        <translation>Eine Karte|{count} Karten</translation>
    </message>
    <message>
        <source>Number {first}|Numbers {first} to {last}</source>
        <translation>Nummer {first}|Nummern {first} bis {last}</translation>
    </message>
    <message>
        <source>One place used|{count} places used</source>
        <translation>Ein Platz benutzt|{count} Plätze benutzt</translation>
    </message>
    <message>
        <source>Printed before</source>
        <translation>Früher bedruckt</translation>
    </message>
    <message>
        <source>Number {first}|Between numbers {first} and {last}</source>
        <translation>Nummer {first}|Zwischen den Nummern {first} und {last}</translation>
    </message>
    <message>
        <source>Their numbers are known once the run is opened.</source>
        <translation>Ihre Nummern sind bekannt, sobald der Lauf geöffnet ist.</translation>
    </message>
    <message>
        <source>Design checked</source>
        <translation>Entwurf geprüft</translation>
    </message>
    <message>
        <source>One fault to fix under Design|{count} faults to fix under Design</source>
        <translation>Ein Fehler unter Entwurf zu beheben|{count} Fehler unter Entwurf zu beheben</translation>
    </message>
    <message>
        <source>Every drawing read back</source>
        <translation>Jede Zeichnung zurückgelesen</translation>
    </message>
    <message>
        <source>Done before anything comes out</source>
        <translation>Geschieht, bevor etwas herauskommt</translation>
    </message>
    <message>
        <source>Barcodes are compared</source>
        <translation>Barcodes werden verglichen</translation>
    </message>
    <message>
        <source>Barcode equals record</source>
        <translation>Barcode gleich Eintrag</translation>
    </message>
    <message>
        <source>Page {done} of {of}</source>
        <translation>Seite {done} von {of}</translation>
    </message>
    <message>
        <source>Printed cards scanned back</source>
        <translation>Gedruckte Karten gescannt</translation>
    </message>
    <message>
        <source>Needed to ship the batch</source>
        <translation>Nötig, um zu versenden</translation>
    </message>
    <message>
        <source>The batch can be shipped</source>
        <translation>Die Charge kann versandt werden</translation>
    </message>
    <message>
        <source>{done} of {of}</source>
        <translation>{done} von {of}</translation>
    </message>
    <message>
        <source>Print one sheet|Print {count} sheets</source>
        <translation>Einen Bogen drucken|{count} Bögen drucken</translation>
    </message>
    <message>
        <source>Print one card|Print {count} cards</source>
        <translation>Eine Karte drucken|{count} Karten drucken</translation>
    </message>
    <message>
        <source>Print the batch</source>
        <translation>Charge drucken</translation>
    </message>
    <message>
        <source>Encrypt one card|Encrypt {count} cards</source>
        <translation>Eine Karte verschlüsseln|{count} Karten verschlüsseln</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Noch einmal drucken</translation>
    </message>
    <message>
        <source>Report all as good</source>
        <translation>Alle als gut melden</translation>
    </message>
    <message>
        <source>Report one spoiled card|Report {count} spoiled cards</source>
        <translation>Eine verdorbene Karte melden|{count} verdorbene Karten melden</translation>
    </message>
    <message>
        <source>Not corrected</source>
        <translation>Nicht korrigiert</translation>
    </message>
    <message>
        <source>All are good</source>
        <translation>Alle sind gut</translation>
    </message>
    <message>
        <source>Print from sheet {sheet}</source>
        <translation>Ab Bogen {sheet} drucken</translation>
    </message>
    <message>
        <source>Take up the run</source>
        <translation>Lauf fortsetzen</translation>
    </message>
    <message>
        <source>Choose a batch first</source>
        <translation>Erst eine Charge wählen</translation>
    </message>
    <message>
        <source>Choose a design first</source>
        <translation>Erst einen Entwurf wählen</translation>
    </message>
    <message>
        <source>The design has faults</source>
        <translation>Der Entwurf hat Fehler</translation>
    </message>
    <message>
        <source>Its key is missing</source>
        <translation>Der Schlüssel fehlt</translation>
    </message>
    <message>
        <source>That is no key</source>
        <translation>Das ist kein Schlüssel</translation>
    </message>
    <message>
        <source>That is no public key of age. It begins with age1 and comes from the shop.</source>
        <translation>Das ist kein öffentlicher Schlüssel von age. Er beginnt mit age1 und kommt von der Druckerei.</translation>
    </message>
    <message>
        <source>There is no public key in {name}, or it cannot be read.</source>
        <translation>In {name} ist kein öffentlicher Schlüssel, oder die Datei ist nicht lesbar.</translation>
    </message>
    <message>
        <source>It goes to the printer</source>
        <translation>Es geht zum Drucker</translation>
    </message>
    <message>
        <source>Type A to D first</source>
        <translation>Erst A bis D eingeben</translation>
    </message>
    <message>
        <source>{right_thousandths} mm right, {down_thousandths} mm down, {scale_thousandths} %</source>
        <translation>{right_thousandths} mm rechts, {down_thousandths} mm tiefer, {scale_thousandths} %</translation>
    </message>
    <message>
        <source>The grid is at the printer. Its letters stand at the fields here.</source>
        <translation>Das Gitter ist beim Drucker. Seine Buchstaben stehen hier an den Feldern.</translation>
    </message>
    <message>
        <source>The corrected grid is at the printer: now it should measure as meant.</source>
        <translation>Das korrigierte Gitter ist beim Drucker: jetzt sollte es messen wie gemeint.</translation>
    </message>
    <message>
        <source>No printer is so far off. Measure and type it once more.</source>
        <translation>So weit daneben druckt kein Drucker. Noch einmal messen und eingeben.</translation>
    </message>
    <message>
        <source>The printer is corrected from now on</source>
        <translation>Der Drucker wird ab jetzt korrigiert</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>The server takes no changes</source>
        <translation>Der Server nimmt keine Änderungen an</translation>
    </message>
    <message>
        <source>A run is under way</source>
        <translation>Ein Lauf ist im Gang</translation>
    </message>
    <message>
        <source>The server has not told how it stands</source>
        <translation>Der Server hat den Stand nicht genannt</translation>
    </message>
    <message>
        <source>None is good</source>
        <translation>Keiner ist gut</translation>
    </message>
    <message>
        <source>This is the first sheet</source>
        <translation>Das ist der erste Bogen</translation>
    </message>
    <message>
        <source>This is the last sheet</source>
        <translation>Das ist der letzte Bogen</translation>
    </message>
    <message>
        <source>This is the first place</source>
        <translation>Das ist der erste Platz</translation>
    </message>
    <message>
        <source>This is the last place</source>
        <translation>Das ist der letzte Platz</translation>
    </message>
    <message>
        <source>It is being stopped</source>
        <translation>Es wird angehalten</translation>
    </message>
    <message>
        <source>It is being ended</source>
        <translation>Er wird beendet</translation>
    </message>
    <message>
        <source>It is out: the server is told</source>
        <translation>Es ist heraus: der Server erfährt es</translation>
    </message>
    <message>
        <source>The server opens the codes</source>
        <translation>Der Server öffnet die Codes</translation>
    </message>
    <message>
        <source>Card {done} of {of} comes from the server</source>
        <translation>Karte {done} von {of} kommt vom Server</translation>
    </message>
    <message>
        <source>Page {done} of {of} is drawn</source>
        <translation>Seite {done} von {of} wird gezeichnet</translation>
    </message>
    <message>
        <source>Page {done} of {of} is read back</source>
        <translation>Seite {done} von {of} wird zurückgelesen</translation>
    </message>
    <message>
        <source>Sheet {done} of {of} goes to the printer</source>
        <translation>Bogen {done} von {of} geht zum Drucker</translation>
    </message>
    <message>
        <source>The server is told what was printed</source>
        <translation>Der Server erfährt, was gedruckt ist</translation>
    </message>
    <message>
        <source>The run is being ended</source>
        <translation>Der Lauf wird beendet</translation>
    </message>
    <message>
        <source>Batch {number}, into {name}, for a print shop. Its file is written anew.</source>
        <translation>Charge {number}, in {name}, für eine Druckerei. Die Datei wird neu geschrieben.</translation>
    </message>
    <message>
        <source>All cards count as printed.</source>
        <translation>Alle Karten gelten als gedruckt.</translation>
    </message>
    <message>
        <source>One card becomes invalid, a new one is printed for it. Destroy it.|{count} cards become invalid, new ones are printed for them. Destroy them.</source>
        <translation>Eine Karte wird ungültig, für sie wird eine neue gedruckt. Sie ist zu vernichten.|{count} Karten werden ungültig, für sie werden neue gedruckt. Sie sind zu vernichten.</translation>
    </message>
    <message>
        <source>One card, one code|At most {count} cards, each with its code</source>
        <translation>Eine Karte, ein Code|Höchstens {count} Karten, jede mit ihrem Code</translation>
    </message>
    <message>
        <source>Cards of batch {number} are printed already.</source>
        <translation>Karten der Charge {number} sind schon gedruckt.</translation>
    </message>
    <message>
        <source>The run of batch {number}</source>
        <translation>Der Lauf der Charge {number}</translation>
    </message>
    <message>
        <source>One card is in the file|{count} cards are in the file</source>
        <translation>Eine Karte ist in der Datei|{count} Karten sind in der Datei</translation>
    </message>
    <message>
        <source>{name}. Delete it when the cards are printed.</source>
        <translation>{name}. Löschen, wenn die Karten gedruckt sind.</translation>
    </message>
    <message>
        <source>One card is in the encrypted file|{count} cards are in the encrypted file</source>
        <translation>Eine Karte ist in der verschlüsselten Datei|{count} Karten sind in der verschlüsselten Datei</translation>
    </message>
    <message>
        <source>One card is printed|{count} cards are printed</source>
        <translation>Eine Karte ist gedruckt|{count} Karten sind gedruckt</translation>
    </message>
    <message>
        <source>The run has ended</source>
        <translation>Der Lauf ist beendet</translation>
    </message>
    <message>
        <source>New cards stand for those that may be on paper.</source>
        <translation>Für Karten, die auf Papier sein können, stehen neue.</translation>
    </message>
    <message>
        <source>No answer came from the server. The run is noted here: take it up later.</source>
        <translation>Vom Server kam keine Antwort. Der Lauf ist hier vermerkt: später fortsetzen.</translation>
    </message>
    <message>
        <source>No connection to the server.</source>
        <translation>Keine Verbindung zum Server.</translation>
    </message>
    <message>
        <source>There is a file {name} already. Nothing was printed; choose another name.</source>
        <translation>Eine Datei {name} gibt es schon. Nichts wurde gedruckt; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>The file cannot be written there. Nothing was printed; choose another place.</source>
        <translation>Dort kann die Datei nicht geschrieben werden. Nichts wurde gedruckt; einen anderen Ort wählen.</translation>
    </message>
    <message>
        <source>The disk is full. No file was left, the cards wait as before.</source>
        <translation>Der Datenträger ist voll. Keine Datei blieb zurück, die Karten warten wie zuvor.</translation>
    </message>
    <message>
        <source>The printer is not there, or takes no sheet. Switch it on, then go on.</source>
        <translation>Der Drucker ist nicht da oder nimmt keinen Bogen. Einschalten, dann fortsetzen.</translation>
    </message>
    <message>
        <source>The printer has no paper of the size of these sheets. Put some in.</source>
        <translation>Der Drucker hat kein Papier in der Größe dieser Bögen. Welches einlegen.</translation>
    </message>
    <message>
        <source>The printer went away in the middle of a sheet. Look at what came out.</source>
        <translation>Der Drucker fiel mitten in einem Bogen aus. Ansehen, was herauskam.</translation>
    </message>
    <message>
        <source>Some barcodes could not be read back from the drawing. Nothing was printed; look at the design.</source>
        <translation>Einige Barcodes ließen sich aus der Zeichnung nicht zurücklesen. Nichts wurde gedruckt; den Entwurf ansehen.</translation>
    </message>
    <message>
        <source>The design does not pass its check. Fix it under Design.</source>
        <translation>Der Entwurf besteht seine Prüfung nicht. Unter Entwurf beheben.</translation>
    </message>
    <message>
        <source>The file of the run that was cut off is not where it was put. Its cards were replaced by new ones; print the batch again.</source>
        <translation>Die Datei des abgebrochenen Laufs ist nicht mehr dort. Ihre Karten wurden durch neue ersetzt; die Charge noch einmal drucken.</translation>
    </message>
    <message>
        <source>The run was ended elsewhere and its cards were replaced. Destroy what was printed, and print the batch again.</source>
        <translation>Der Lauf wurde anderswo beendet, und seine Karten wurden ersetzt. Gedrucktes vernichten und die Charge noch einmal drucken.</translation>
    </message>
    <message>
        <source>The run that was cut off has ended already. Print the batch again.</source>
        <translation>Der abgebrochene Lauf ist schon beendet. Die Charge noch einmal drucken.</translation>
    </message>
    <message>
        <source>None of these cards is left to print.</source>
        <translation>Von diesen Karten ist keine mehr zu drucken.</translation>
    </message>
    <message>
        <source>The note of a print run on this machine cannot be read. Call the administrator; nothing is printed before.</source>
        <translation>Der Vermerk eines Drucklaufs auf diesem Gerät ist nicht lesbar. Den Administrator rufen; vorher wird nichts gedruckt.</translation>
    </message>
    <message>
        <source>The disk is full or cannot be written to. If a run was begun, it is offered here again.</source>
        <translation>Der Datenträger ist voll oder nicht beschreibbar. Ein begonnener Lauf wird hier wieder angeboten.</translation>
    </message>
    <message>
        <source>The design cannot be read.</source>
        <translation>Der Entwurf kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The design’s file is too large.</source>
        <translation>Die Datei des Entwurfs ist zu groß.</translation>
    </message>
    <message>
        <source>The design’s file is no card design.</source>
        <translation>Die Datei ist kein Kartenentwurf.</translation>
    </message>
    <message>
        <source>The design comes from a newer version of this program. Update this till.</source>
        <translation>Der Entwurf stammt von einer neueren Version. Diese Kasse aktualisieren.</translation>
    </message>
    <message>
        <source>The design’s file is damaged.</source>
        <translation>Die Datei des Entwurfs ist beschädigt.</translation>
    </message>
    <message>
        <source>A picture of the design is missing.</source>
        <translation>Ein Bild des Entwurfs fehlt.</translation>
    </message>
    <message>
        <source>A picture of the design is damaged.</source>
        <translation>Ein Bild des Entwurfs ist beschädigt.</translation>
    </message>
    <message>
        <source>Your role may not print cards.</source>
        <translation>Diese Rolle darf keine Karten drucken.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. The run is noted; sign in and take it up.</source>
        <translation>Die Anmeldung ist abgelaufen. Der Lauf ist vermerkt; anmelden und fortsetzen.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Den Administrator rufen.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst ist gesperrt. Zu einer anderen Kasse gehen.</translation>
    </message>
    <message>
        <source>The server knows no such thing any more.</source>
        <translation>Das kennt der Server nicht mehr.</translation>
    </message>
    <message>
        <source>The server knows no such batch.</source>
        <translation>Diese Charge kennt der Server nicht.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Try again.</source>
        <translation>Der Server kann es jetzt nicht. Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>This batch is not printed here: it is not finished, or was made elsewhere.</source>
        <translation>Diese Charge wird hier nicht gedruckt: Sie ist nicht fertig oder anderswo hergestellt.</translation>
    </message>
    <message>
        <source>The run has ended at the server.</source>
        <translation>Der Lauf ist beim Server beendet.</translation>
    </message>
    <message>
        <source>The second signature does not hold. Begin again and have it signed anew.</source>
        <translation>Die zweite Unterschrift gilt nicht. Neu beginnen und neu unterschreiben lassen.</translation>
    </message>
    <message>
        <source>The second signature has to be another person’s.</source>
        <translation>Die zweite Unterschrift muss von jemand anderem sein.</translation>
    </message>
    <message>
        <source>The batch has no numbers left for new cards. Have another batch made.</source>
        <translation>Die Charge hat keine Nummern mehr für neue Karten. Eine weitere Charge herstellen lassen.</translation>
    </message>
    <message>
        <source>Single spoiled cards: scan them, or tap them on their sheet.</source>
        <translation>Einzelne verdorbene Karten scannen oder auf ihrem Bogen antippen.</translation>
    </message>
    <message>
        <source>Replace these cards?</source>
        <translation>Diese Karten ersetzen?</translation>
    </message>
    <message>
        <source>They become invalid and have to be destroyed; new cards with new numbers and codes are printed in their place.</source>
        <translation>Sie werden ungültig und sind zu vernichten; an ihrer Stelle werden neue Karten mit neuen Nummern und Codes gedruckt.</translation>
    </message>
    <message>
        <source>Print new cards</source>
        <translation>Neue Karten drucken</translation>
    </message>
    <message>
        <source>Replace none</source>
        <translation>Keine ersetzen</translation>
    </message>
    <message>
        <source>End the run that is open?</source>
        <translation>Den offenen Lauf beenden?</translation>
    </message>
    <message>
        <source>Somebody may be printing it now. Cards of it that are not reported yet become invalid, and new cards stand for them. Destroy what has come out, and a file if there is one.</source>
        <translation>Vielleicht druckt ihn gerade jemand. Karten daraus, die noch nicht gemeldet sind, werden ungültig, und neue stehen für sie. Was herausgekommen ist, vernichten, auch eine Datei, falls es sie gibt.</translation>
    </message>
    <message>
        <source>End that run</source>
        <translation>Diesen Lauf beenden</translation>
    </message>
    <message>
        <source>One scanned card will be replaced.|{count} scanned cards will be replaced.</source>
        <translation>Eine gescannte Karte wird ersetzt.|{count} gescannte Karten werden ersetzt.</translation>
    </message>
    <message>
        <source>All printed</source>
        <translation>Alle gedruckt</translation>
    </message>
    <message>
        <source>Scan a spoiled card to replace it alone.</source>
        <translation>Eine verdorbene Karte scannen, um nur sie zu ersetzen.</translation>
    </message>
    <message>
        <source>That is no card number.</source>
        <translation>Das ist keine Kartennummer.</translation>
    </message>
    <message>
        <source>That card is not of this batch.</source>
        <translation>Diese Karte ist nicht aus dieser Charge.</translation>
    </message>
    <message>
        <source>At most {count} cards are replaced at once. Print these first.</source>
        <translation>Höchstens {count} Karten werden auf einmal ersetzt. Erst diese drucken.</translation>
    </message>
    <message>
        <source>Nothing of this batch is printed, so nothing of it can be replaced.</source>
        <translation>Von dieser Charge ist nichts gedruckt, also kann nichts ersetzt werden.</translation>
    </message>
    <message>
        <source>Replace one card|Replace {count} cards</source>
        <translation>Eine Karte ersetzen|{count} Karten ersetzen</translation>
    </message>
    <message>
        <source>Being stopped. What is not on paper yet waits again.</source>
        <translation>Wird angehalten. Was noch nicht auf Papier ist, wartet wieder.</translation>
    </message>
    <message>
        <source>That card is on none of the good sheets.</source>
        <translation>Diese Karte ist auf keinem der guten Bögen.</translation>
    </message>
    <message>
        <source>One card was scanned as spoiled|{count} cards were scanned as spoiled</source>
        <translation>Eine Karte wurde als verdorben gescannt|{count} Karten wurden als verdorben gescannt</translation>
    </message>
    <message>
        <source>The open run of batch {number}</source>
        <translation>Der offene Lauf der Charge {number}</translation>
    </message>
    <message>
        <source>Cards of this batch are in a run that is open, here or elsewhere.</source>
        <translation>Karten dieser Charge sind in einem offenen Lauf, hier oder anderswo.</translation>
    </message>
    <message>
        <source>The printer does not print with as many dots an inch as its settings here say. Call the administrator.</source>
        <translation>Der Drucker druckt nicht mit so vielen Punkten je Zoll, wie hier in seiner Einstellung steht. Verwaltung holen.</translation>
    </message>
    <message>
        <source>Print a test sheet</source>
        <translation>Einen Probebogen drucken</translation>
    </message>
    <message>
        <source>Where the test sheet goes</source>
        <translation>Wohin der Probebogen kommt</translation>
    </message>
    <message>
        <source>Test sheet scanned back</source>
        <translation>Probebogen gescannt</translation>
    </message>
    <message>
        <source>Print one, it has no codes</source>
        <translation>Einen drucken, ohne Codes</translation>
    </message>
    <message>
        <source>Now scan one of its cards</source>
        <translation>Jetzt eine seiner Karten scannen</translation>
    </message>
    <message>
        <source>By {name}, {scanned_at}</source>
        <translation>Von {name}, {scanned_at}</translation>
    </message>
    <message>
        <source>The run was stopped</source>
        <translation>Der Lauf wurde angehalten</translation>
    </message>
    <message>
        <source>What is not out yet waits as before.</source>
        <translation>Was noch nicht heraus ist, wartet wie zuvor.</translation>
    </message>
    <message>
        <source>Letter labels, one a sheet|Letter labels, {count} a sheet</source>
        <translation>Letter-Etiketten, eines je Bogen|Letter-Etiketten, {count} je Bogen</translation>
    </message>
    <message>
        <source>The run belongs to another till or person. Go on with it there, or end it.</source>
        <translation>Der Lauf gehört einer anderen Kasse oder Person. Dort fortsetzen oder beenden.</translation>
    </message>
    <message>
        <source>Another run was cut off here. Take it up or end it before you print.</source>
        <translation>Hier ist ein anderer Lauf abgebrochen. Vor dem Drucken fortsetzen oder beenden.</translation>
    </message>
    <message>
        <source>Another file of that name was put there meanwhile, and was left alone. Nothing was printed; choose another name.</source>
        <translation>Dort liegt inzwischen eine andere Datei mit diesem Namen; sie blieb unberührt. Nichts wurde gedruckt; einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>QR code leads to an example</source>
        <translation>QR-Code führt zu einem Beispiel</translation>
    </message>
    <message>
        <source>Give your own address under Design</source>
        <translation>Eigene Adresse unter Entwurf angeben</translation>
    </message>
    <message>
        <source>The work on the sheets broke off. Nothing was printed; try again.</source>
        <translation>Die Arbeit an den Bogen ist abgebrochen. Nichts wurde gedruckt; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>A symbol of the design cannot be drawn for these cards. Nothing was printed; change it under Design.</source>
        <translation>Ein Symbol des Entwurfs lässt sich für diese Karten nicht zeichnen. Nichts wurde gedruckt; unter Entwurf ändern.</translation>
    </message>
    <message>
        <source>Something went wrong in this program. If a run was begun, it is offered here again.</source>
        <translation>In diesem Programm ist ein Fehler aufgetreten. Ein begonnener Lauf wird hier wieder angeboten.</translation>
    </message>
    <message>
        <source>No answer came from the server. Whether the run has ended is not known; end it once more.</source>
        <translation>Vom Server kam keine Antwort. Ob der Lauf beendet ist, ist nicht bekannt; noch einmal beenden.</translation>
    </message>
    <message>
        <source>The printer&apos;s dots are kept</source>
        <translation>Die Punkte des Druckers sind gemerkt</translation>
    </message>
    <message>
        <source>Dots an inch, if known</source>
        <translation>Punkte je Zoll, wenn bekannt</translation>
    </message>
    <message>
        <source>Type a number, such as 300.</source>
        <translation>Eine Zahl eingeben, etwa 300.</translation>
    </message>
    <message>
        <source>With the dots of this printer the design does not pass its check. Take another printer, or another design.</source>
        <translation>Mit den Punkten dieses Druckers besteht der Entwurf seine Prüfung nicht. Einen anderen Drucker nehmen oder einen anderen Entwurf.</translation>
    </message>
    <message>
        <source>Packs printed whole can be shipped</source>
        <translation>Ganz gedruckte Packungen sind versandbereit</translation>
    </message>
    <message>
        <source>The printer does not print on both sides. Choose sheets that are not turned, or another printer.</source>
        <translation>Der Drucker druckt nicht beidseitig. Bögen wählen, die nicht gewendet werden, oder einen anderen Drucker.</translation>
    </message>
    <message>
        <source>The printer&apos;s queue takes no jobs. Let it accept them again, then go on.</source>
        <translation>Die Warteschlange des Druckers nimmt nichts an. Sie wieder annehmen lassen, dann fortsetzen.</translation>
    </message>
    <message>
        <source>The print system of this machine does not answer. Start it, then go on.</source>
        <translation>Das Drucksystem dieses Rechners antwortet nicht. Es starten, dann fortsetzen.</translation>
    </message>
    <message>
        <source>The print system does not let this user print. Call the administrator.</source>
        <translation>Das Drucksystem lässt diesen Benutzer nicht drucken. Den Administrator rufen.</translation>
    </message>
    <message>
        <source>The print system refused the sheet, so it does not come out. Look at its queue, then go on.</source>
        <translation>Das Drucksystem hat den Bogen abgelehnt, er kommt also nicht heraus. Seine Warteschlange ansehen, dann fortsetzen.</translation>
    </message>
    <message>
        <source>The print system gave no answer, so the sheet may come out. Look at what came out.</source>
        <translation>Das Drucksystem hat nicht geantwortet, der Bogen kann also noch herauskommen. Ansehen, was herauskam.</translation>
    </message>
    <message>
        <source>The work on the sheets came to a halt. Nothing was printed; close other programs, then try again.</source>
        <translation>Die Arbeit an den Bogen kam zum Stehen. Nichts wurde gedruckt; andere Programme schließen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Too fine for this printer’s dots</source>
        <translation>Zu fein für die Punkte dieses Druckers</translation>
    </message>
    <message>
        <source>Too fine for this printer</source>
        <translation>Zu fein für diesen Drucker</translation>
    </message>
    <message>
        <source>{name}, one card|{name}, {count} cards</source>
        <translation>{name}, eine Karte|{name}, {count} Karten</translation>
    </message>
    <message>
        <source>Lay out a sheet of your own</source>
        <translation>Einen eigenen Bogen anlegen</translation>
    </message>
    <message>
        <source>A sheet of your own</source>
        <translation>Ein eigener Bogen</translation>
    </message>
    <message>
        <source>All lengths in millimetres, from the upper left corner of the front. It is kept on this till.</source>
        <translation>Alle Längen in Millimetern, von der linken oberen Ecke der Vorderseite aus. Er wird auf dieser Kasse behalten.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Paper, width</source>
        <translation>Papier, Breite</translation>
    </message>
    <message>
        <source>Paper, height</source>
        <translation>Papier, Höhe</translation>
    </message>
    <message>
        <source>Cards side by side</source>
        <translation>Karten nebeneinander</translation>
    </message>
    <message>
        <source>Cards one below the other</source>
        <translation>Karten untereinander</translation>
    </message>
    <message>
        <source>Gap between columns</source>
        <translation>Abstand der Spalten</translation>
    </message>
    <message>
        <source>Gap between rows</source>
        <translation>Abstand der Reihen</translation>
    </message>
    <message>
        <source>Left margin</source>
        <translation>Linker Rand</translation>
    </message>
    <message>
        <source>Upper margin</source>
        <translation>Oberer Rand</translation>
    </message>
    <message>
        <source>1 to 60; a name has 40 letters.</source>
        <translation>1 bis 60; ein Name hat 40 Zeichen.</translation>
    </message>
    <message>
        <source>Remove this sheet</source>
        <translation>Diesen Bogen entfernen</translation>
    </message>
    <message>
        <source>Keep the sheet</source>
        <translation>Bogen behalten</translation>
    </message>
    <message>
        <source>A shipped sheet has that name. Choose another.</source>
        <translation>So heißt ein mitgelieferter Bogen. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>The cards reach to {reach_thousandths} mm, and the paper is {paper_thousandths} mm wide. Take fewer columns, or smaller gaps.</source>
        <translation>Die Karten reichen bis {reach_thousandths} mm, und das Papier ist {paper_thousandths} mm breit. Weniger Spalten nehmen oder kleinere Abstände.</translation>
    </message>
    <message>
        <source>The cards reach to {reach_thousandths} mm, and the paper is {paper_thousandths} mm high. Take fewer rows, or smaller gaps.</source>
        <translation>Die Karten reichen bis {reach_thousandths} mm, und das Papier ist {paper_thousandths} mm hoch. Weniger Reihen nehmen oder kleinere Abstände.</translation>
    </message>
    <message>
        <source>A gap is narrower than the bleed of {bleed_thousandths} mm: what is cut a little off shows its neighbour.</source>
        <translation>Ein Abstand ist schmaler als der Anschnitt von {bleed_thousandths} mm: Was etwas daneben geschnitten wird, zeigt den Nachbarn.</translation>
    </message>
    <message>
        <source>Something cannot be read</source>
        <translation>Etwas ist nicht lesbar</translation>
    </message>
    <message>
        <source>The sheet does not work so</source>
        <translation>So geht der Bogen nicht</translation>
    </message>
    <message>
        <source>Give the sheet a name</source>
        <translation>Dem Bogen einen Namen geben</translation>
    </message>
    <message>
        <source>Show older batches</source>
        <translation>Ältere Chargen zeigen</translation>
    </message>
    <message>
        <source>These cards were made elsewhere, so they are not printed here. Choose another batch.</source>
        <translation>Diese Karten wurden anderswo hergestellt und werden deshalb hier nicht gedruckt. Eine andere Charge wählen.</translation>
    </message>
    <message>
        <source>The barcode of these cards is their code, so they have no numbers: they are not printed here. Choose another batch.</source>
        <translation>Der Barcode dieser Karten ist ihr Code, sie haben also keine Nummern: Hier werden sie nicht gedruckt. Eine andere Charge wählen.</translation>
    </message>
    <message>
        <source>Sheet {first} went to the printer. Look at all that is on it.|Sheets {first} to {last} went to the printer. Look at all that is on each.</source>
        <translation>Bogen {first} ging zum Drucker. Alles darauf ansehen.|Die Bögen {first} bis {last} gingen zum Drucker. Auf jedem alles ansehen.</translation>
    </message>
    <message>
        <source>The printer&apos;s queue is stopped and would hold the sheets. Start it again, then go on.</source>
        <translation>Die Warteschlange des Druckers steht still und hielte die Bögen fest. Sie wieder starten, dann fortsetzen.</translation>
    </message>
    <message>
        <source>The printer&apos;s queue is stopped and holds {count} job: nothing comes out before it is started again.|The printer&apos;s queue is stopped and holds {count} jobs: nothing comes out before it is started again.</source>
        <translation>Die Warteschlange des Druckers steht still und hält {count} Auftrag fest: Nichts kommt heraus, bevor sie wieder gestartet ist.|Die Warteschlange des Druckers steht still und hält {count} Aufträge fest: Nichts kommt heraus, bevor sie wieder gestartet ist.</translation>
    </message>
    <message>
        <source>The printer&apos;s queue holds {count} job and prints none. Release it there.|The printer&apos;s queue holds {count} jobs and prints none. Release them there.</source>
        <translation>Die Warteschlange des Druckers hält {count} Auftrag fest und druckt nichts. Ihn dort freigeben.|Die Warteschlange des Druckers hält {count} Aufträge fest und druckt nichts. Sie dort freigeben.</translation>
    </message>
    <message>
        <source>{count} job is still in the printer&apos;s queue.|{count} jobs are still in the printer&apos;s queue.</source>
        <translation>{count} Auftrag ist noch in der Warteschlange des Druckers.|{count} Aufträge sind noch in der Warteschlange des Druckers.</translation>
    </message>
    <message>
        <source>Crop marks</source>
        <translation>Schnittmarken</translation>
    </message>
    <message>
        <source>In the margins</source>
        <translation>In den Rändern</translation>
    </message>
    <message>
        <source>No crop marks</source>
        <translation>Keine Schnittmarken</translation>
    </message>
    <message>
        <source>Another sheet of yours has that name. Choose another.</source>
        <translation>Ein anderer eigener Bogen heißt so. Einen anderen Namen wählen.</translation>
    </message>
    <message>
        <source>The disk does not take it</source>
        <translation>Der Datenträger nimmt es nicht an</translation>
    </message>
    <message>
        <source>It holds until the till is closed</source>
        <translation>Es gilt, bis die Kasse geschlossen wird</translation>
    </message>
    <message>
        <source>Print the rest otherwise?</source>
        <translation>Den Rest anders drucken?</translation>
    </message>
    <message>
        <source>The design or the sheets are not as they were when this run began. Its cards will not all look alike.</source>
        <translation>Der Entwurf oder die Bögen sind nicht mehr wie beim Beginn dieses Laufs. Seine Karten sehen dann nicht alle gleich aus.</translation>
    </message>
    <message>
        <source>Print the rest so</source>
        <translation>Den Rest so drucken</translation>
    </message>
    <message>
        <source>Batch {number}, into {name}. How it began is not noted: the rest is drawn in the design and on the sheets chosen here.</source>
        <translation>Charge {number}, in {name}. Wie der Lauf begann, ist nicht vermerkt: Der Rest wird im hier gewählten Entwurf auf den hier gewählten Bögen gezeichnet.</translation>
    </message>
    <message>
        <source>Batch {number}, into {name}. It goes on in the design and on the sheets it began with.</source>
        <translation>Charge {number}, in {name}. Es geht im Entwurf und auf den Bögen weiter, mit denen der Lauf begann.</translation>
    </message>
    <message>
        <source>Batch {number}, on {name}. It goes on with sheet {sheet}. How it began is not noted: the rest is drawn in the design and on the sheets chosen here.</source>
        <translation>Charge {number}, auf {name}. Es geht mit Bogen {sheet} weiter. Wie der Lauf begann, ist nicht vermerkt: Der Rest wird im hier gewählten Entwurf auf den hier gewählten Bögen gezeichnet.</translation>
    </message>
    <message>
        <source>Batch {number}, on {name}. It goes on with sheet {sheet}, in the design and on the sheets it began with.</source>
        <translation>Charge {number}, auf {name}. Es geht mit Bogen {sheet} weiter, im Entwurf und auf den Bögen, mit denen der Lauf begann.</translation>
    </message>
    <message>
        <source>The run of batch {number}, begun on sheets {sheet}</source>
        <translation>Der Lauf der Charge {number}, begonnen auf Bögen {sheet}</translation>
    </message>
    <message>
        <source>One person knows the PINs of both of you, or one of you took the other on. Let another manager sign; whoever was given a PIN changes it under Settings, My PIN, and signs from the next day on.</source>
        <translation>Eine Person kennt beide PINs, oder die eine hat die andere eingestellt. Jemand anderes von der Leitung unterschreibt; wer seine PIN bekommen hat, ändert sie unter Einstellungen, Meine PIN, und unterschreibt ab dem nächsten Tag.</translation>
    </message>
</context>
<context>
    <name>proof_page</name>
    <message>
        <source>Proof</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Charge</translation>
    </message>
    <message>
        <source>No batch with card numbers has been made yet.</source>
        <translation>Es gibt noch keine Charge mit Kartennummern.</translation>
    </message>
    <message>
        <source>Batch {batch}</source>
        <translation>Charge {batch}</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>{proven} of {demanded}</source>
        <translation>{proven} von {demanded}</translation>
    </message>
    <message>
        <source>printed cards read back</source>
        <translation>gedruckte Karten zurückgelesen</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Print of the scanned pictures</source>
        <translation>Druck auf den gescannten Bildern</translation>
    </message>
    <message>
        <source>A reading after ISO/IEC 15416, and no certified verification.</source>
        <translation>Gelesen nach ISO/IEC 15416; keine zertifizierte Verifizierung.</translation>
    </message>
    <message>
        <source>Choose sheets</source>
        <translation>Bögen wählen</translation>
    </message>
    <message>
        <source>PNG, JPEG, TIFF or PDF, scanned at 300 dpi. Or drop them on this page.</source>
        <translation>PNG, JPEG, TIFF oder PDF, mit 300 dpi gescannt. Oder auf diese Seite ziehen.</translation>
    </message>
    <message>
        <source>Scanned sheets</source>
        <translation>Gescannte Bögen</translation>
    </message>
    <message>
        <source>Let go to read the cards on this sheet</source>
        <translation>Loslassen, um die Karten auf diesem Bogen zu lesen</translation>
    </message>
    <message>
        <source>Stop reading</source>
        <translation>Lesen beenden</translation>
    </message>
    <message>
        <source>Cards that were read</source>
        <translation>Gelesene Karten</translation>
    </message>
    <message>
        <source>Each card that is scanned is listed here, and each symbol of a scanned sheet.</source>
        <translation>Hier steht jede gescannte Karte und jedes Symbol eines gescannten Bogens.</translation>
    </message>
    <message>
        <source>And one more|And {count} more</source>
        <translation>Und eine weitere|Und {count} weitere</translation>
    </message>
    <message>
        <source>Clear what is wrong</source>
        <translation>Falsches wegräumen</translation>
    </message>
    <message>
        <source>Sheet with one symbol|Sheet with {count} symbols</source>
        <translation>Bogen mit einem Symbol|Bogen mit {count} Symbolen</translation>
    </message>
    <message>
        <source>The sheet itself is not shown: it may bear codes.</source>
        <translation>Der Bogen selbst wird nicht gezeigt: Es können Codes darauf stehen.</translation>
    </message>
    <message>
        <source>A barcode</source>
        <translation>Ein Strichcode</translation>
    </message>
    <message>
        <source>Read, not recorded yet</source>
        <translation>Gelesen, noch nicht festgehalten</translation>
    </message>
    <message>
        <source>Being recorded</source>
        <translation>Wird festgehalten</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch unklar</translation>
    </message>
    <message>
        <source>Matches its record</source>
        <translation>Stimmt mit ihrem Eintrag überein</translation>
    </message>
    <message>
        <source>Does not count</source>
        <translation>Zählt nicht</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Good print</source>
        <translation>Druck gut</translation>
    </message>
    <message>
        <source>Thin print</source>
        <translation>Druck knapp</translation>
    </message>
    <message>
        <source>Poor print</source>
        <translation>Druck schlecht</translation>
    </message>
    <message>
        <source>Hand scanner</source>
        <translation>Handscanner</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Choose a batch, or scan one of its cards</source>
        <translation>Eine Charge wählen oder eine ihrer Karten scannen</translation>
    </message>
    <message>
        <source>Scan printed cards or whole sheets</source>
        <translation>Gedruckte Karten oder ganze Bögen scannen</translation>
    </message>
    <message>
        <source>Scan one more card|Scan {count} more cards</source>
        <translation>Noch eine Karte scannen|Noch {count} Karten scannen</translation>
    </message>
    <message>
        <source>Record what was read</source>
        <translation>Das Gelesene festhalten</translation>
    </message>
    <message>
        <source>The sheet is being read</source>
        <translation>Der Bogen wird gelesen</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>Not known yet: record once more</source>
        <translation>Noch unklar: noch einmal festhalten</translation>
    </message>
    <message>
        <source>This batch can be shipped</source>
        <translation>Diese Charge kann versandt werden</translation>
    </message>
    <message>
        <source>No answer from the server. Check the connection, then ask again.</source>
        <translation>Keine Antwort vom Server. Die Verbindung prüfen, dann noch einmal fragen.</translation>
    </message>
    <message>
        <source>printed, not proven</source>
        <translation>gedruckt, nicht geprüft</translation>
    </message>
    <message>
        <source>printed</source>
        <translation>gedruckt</translation>
    </message>
    <message>
        <source>can be shipped</source>
        <translation>kann versandt werden</translation>
    </message>
    <message>
        <source>not printed here</source>
        <translation>hier nicht gedruckt</translation>
    </message>
    <message>
        <source>The server gave no newer count. Ask again with F5.</source>
        <translation>Der Server hat keinen neueren Stand genannt. Mit F5 noch einmal fragen.</translation>
    </message>
    <message>
        <source>The server lets this batch be shipped.</source>
        <translation>Der Server lässt den Versand dieser Charge zu.</translation>
    </message>
    <message>
        <source>The server lets this batch be shipped without a proof.</source>
        <translation>Der Server lässt den Versand dieser Charge ohne Prüfung zu.</translation>
    </message>
    <message>
        <source>Worst contrast: {percent} %</source>
        <translation>Schlechtester Kontrast: {percent} %</translation>
    </message>
    <message>
        <source>Narrowest quiet zone: {modules_thousandths} modules</source>
        <translation>Engste Ruhezone: {modules_thousandths} Module</translation>
    </message>
    <message>
        <source>{file}</source>
        <translation>{file}</translation>
    </message>
    <message>
        <source>{file}, page {page}</source>
        <translation>{file}, Seite {page}</translation>
    </message>
    <message>
        <source>One card|{count} cards</source>
        <translation>Eine Karte|{count} Karten</translation>
    </message>
    <message>
        <source>Read one more card back, then it can be shipped.|Read {count} more cards back, then it can be shipped.</source>
        <translation>Noch eine Karte zurücklesen, dann kann sie versandt werden.|Noch {count} Karten zurücklesen, dann kann sie versandt werden.</translation>
    </message>
    <message>
        <source>{wrong} of {count} to look at</source>
        <translation>{wrong} von {count} ansehen</translation>
    </message>
    <message>
        <source>This is the label of a pack or carton, no card.</source>
        <translation>Das ist das Etikett einer Packung oder eines Kartons, keine Karte.</translation>
    </message>
    <message>
        <source>Its number does not fit its check digit. Take the card out.</source>
        <translation>Ihre Nummer passt nicht zu ihrer Prüfziffer. Die Karte herausnehmen.</translation>
    </message>
    <message>
        <source>This is no card number. What it says is not shown.</source>
        <translation>Das ist keine Kartennummer. Was darin steht, wird nicht gezeigt.</translation>
    </message>
    <message>
        <source>There are bars here that nobody can read. Look at this card, and scan it by itself.</source>
        <translation>Hier stehen Striche, die sich nicht lesen lassen. Diese Karte ansehen und einzeln scannen.</translation>
    </message>
    <message>
        <source>This is another shop&apos;s card.</source>
        <translation>Das ist die Karte eines anderen Geschäfts.</translation>
    </message>
    <message>
        <source>This card belongs to batch {batch}. Put it back to its own.</source>
        <translation>Diese Karte gehört zu Charge {batch}. Zu ihresgleichen zurücklegen.</translation>
    </message>
    <message>
        <source>This number stands on two cards of one sheet. Keep the sheet: neither may be sold.</source>
        <translation>Diese Nummer steht auf zwei Karten eines Bogens. Den Bogen aufheben: Keine von beiden darf verkauft werden.</translation>
    </message>
    <message>
        <source>The server knows no such card number.</source>
        <translation>Der Server kennt keine solche Kartennummer.</translation>
    </message>
    <message>
        <source>The server has no such card in this batch. Take it out.</source>
        <translation>Der Server hat in dieser Charge keine solche Karte. Sie herausnehmen.</translation>
    </message>
    <message>
        <source>By the record this card was never printed. Take it out, and ask who printed it.</source>
        <translation>Laut Eintrag wurde diese Karte nie gedruckt. Sie herausnehmen und fragen, wer sie gedruckt hat.</translation>
    </message>
    <message>
        <source>This card was spoiled, and another one stands for it. Destroy it: it must not be sold.</source>
        <translation>Diese Karte war Ausschuss, eine andere steht für sie. Sie vernichten: Sie darf nicht verkauft werden.</translation>
    </message>
    <message>
        <source>Contrast {percent} %, quiet zones {modules_thousandths} modules.</source>
        <translation>Kontrast {percent} %, Ruhezonen {modules_thousandths} Module.</translation>
    </message>
    <message>
        <source>The contrast is {percent} %; it should be {wanted} %.</source>
        <translation>Der Kontrast beträgt {percent} %; es sollten {wanted} % sein.</translation>
    </message>
    <message>
        <source>The weakest edge of the bars is {percent} %; it should be {wanted} %.</source>
        <translation>Die schwächste Kante der Striche hat {percent} %; es sollten {wanted} % sein.</translation>
    </message>
    <message>
        <source>The quiet zone on the left is {modules_thousandths} modules; it should be {wanted}.</source>
        <translation>Die Ruhezone links misst {modules_thousandths} Module; es sollten {wanted} sein.</translation>
    </message>
    <message>
        <source>The quiet zone on the right is {modules_thousandths} modules; it should be {wanted}.</source>
        <translation>Die Ruhezone rechts misst {modules_thousandths} Module; es sollten {wanted} sein.</translation>
    </message>
    <message>
        <source>{file} is being opened</source>
        <translation>{file} wird geöffnet</translation>
    </message>
    <message>
        <source>{file} is being read</source>
        <translation>{file} wird gelesen</translation>
    </message>
    <message>
        <source>{file}: page {page} of {pages}</source>
        <translation>{file}: Seite {page} von {pages}</translation>
    </message>
    <message>
        <source>{file} is not there any more. Choose it where it lies now.</source>
        <translation>{file} ist nicht mehr da. Sie dort wählen, wo sie jetzt liegt.</translation>
    </message>
    <message>
        <source>{file} cannot be opened. Give this user access to it, or choose another.</source>
        <translation>{file} lässt sich nicht öffnen. Diesem Benutzer Zugriff geben oder eine andere wählen.</translation>
    </message>
    <message>
        <source>{file} is too large. Scan it at 300 dpi: 64 megapixels and 100 MB at most.</source>
        <translation>{file} ist zu groß. Mit 300 dpi scannen: höchstens 64 Megapixel und 100 MB.</translation>
    </message>
    <message>
        <source>{file} is no picture and no PDF. Choose a PNG, JPEG, TIFF or PDF file.</source>
        <translation>{file} ist weder ein Bild noch ein PDF. Eine PNG-, JPEG-, TIFF- oder PDF-Datei wählen.</translation>
    </message>
    <message>
        <source>{file} is damaged or cut off. Scan the sheet once more.</source>
        <translation>{file} ist beschädigt oder abgeschnitten. Den Bogen noch einmal scannen.</translation>
    </message>
    <message>
        <source>{file} opens with a password only. Save it without one, then choose it.</source>
        <translation>{file} öffnet sich nur mit Passwort. Sie ohne eines speichern, dann wählen.</translation>
    </message>
    <message>
        <source>{file} has {pages} pages. Choose a file of {most} pages at most.</source>
        <translation>{file} hat {pages} Seiten. Eine Datei mit höchstens {most} Seiten wählen.</translation>
    </message>
    <message>
        <source>{file} takes too long to read. Scan the sheet once more, at 300 dpi.</source>
        <translation>Das Lesen von {file} dauert zu lange. Den Bogen noch einmal scannen, mit 300 dpi.</translation>
    </message>
    <message>
        <source>{file} could not be read to its end. Scan the sheet once more.</source>
        <translation>{file} ließ sich nicht bis zum Ende lesen. Den Bogen noch einmal scannen.</translation>
    </message>
    <message>
        <source>Only the first {most} files are read. Choose the others after that.</source>
        <translation>Nur die ersten {most} Dateien werden gelesen. Die anderen danach wählen.</translation>
    </message>
    <message>
        <source>Record one card|Record {count} cards</source>
        <translation>Eine Karte festhalten|{count} Karten festhalten</translation>
    </message>
    <message>
        <source>Record once more</source>
        <translation>Noch einmal festhalten</translation>
    </message>
    <message>
        <source>Record the cards</source>
        <translation>Die Karten festhalten</translation>
    </message>
    <message>
        <source>Choose a batch first</source>
        <translation>Zuerst eine Charge wählen</translation>
    </message>
    <message>
        <source>Scan cards of this batch first</source>
        <translation>Zuerst Karten dieser Charge scannen</translation>
    </message>
    <message>
        <source>A sheet is being read</source>
        <translation>Ein Bogen wird gelesen</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment</source>
        <translation>Der Server nimmt gerade keine Änderungen an</translation>
    </message>
    <message>
        <source>No answer, so it may be recorded. Record once more: it counts once.</source>
        <translation>Keine Antwort, es kann also festgehalten sein. Noch einmal festhalten: Es zählt einmal.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Nothing was recorded; try again.</source>
        <translation>Der Server ist nicht erreichbar. Nichts wurde festgehalten; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The server knows no such batch.</source>
        <translation>Der Server kennt keine solche Charge.</translation>
    </message>
    <message>
        <source>The server has recorded something else under this number. Ask the support.</source>
        <translation>Der Server hat unter dieser Nummer etwas anderes festgehalten. Den Support fragen.</translation>
    </message>
    <message>
        <source>Your role does not allow that. Proofs are for the studio.</source>
        <translation>Ihre Rolle erlaubt das nicht. Prüfungen sind Sache des Studios.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Nothing was recorded; sign in again.</source>
        <translation>Ihre Anmeldung ist beendet. Nichts wurde festgehalten; neu anmelden.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Die Administration rufen.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst ist ausgeschlossen. An eine andere Kasse gehen.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Nothing was recorded; try again.</source>
        <translation>Der Server kann es gerade nicht. Nichts wurde festgehalten; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>What was scanned is no card of this shop, so its batch is not known.</source>
        <translation>Gescannt wurde keine Karte dieses Geschäfts, daher ist ihre Charge nicht bekannt.</translation>
    </message>
    <message>
        <source>This card was read before</source>
        <translation>Diese Karte wurde schon gelesen</translation>
    </message>
    <message>
        <source>It counts once.</source>
        <translation>Sie zählt einmal.</translation>
    </message>
    <message>
        <source>The proof is recorded</source>
        <translation>Die Prüfung ist festgehalten</translation>
    </message>
    <message>
        <source>No barcode was found in {file}. Was the side with the bars scanned?</source>
        <translation>In {file} wurde kein Strichcode gefunden. Wurde die Seite mit den Strichen gescannt?</translation>
    </message>
    <message>
        <source>Packs that are printed whole can be shipped</source>
        <translation>Ganz gedruckte Packungen können versandt werden</translation>
    </message>
    <message>
        <source>proven, printed in part</source>
        <translation>geprüft, zum Teil gedruckt</translation>
    </message>
    <message>
        <source>Read one more card back.|Read {count} more cards back.</source>
        <translation>Noch eine Karte zurücklesen.|Noch {count} Karten zurücklesen.</translation>
    </message>
    <message>
        <source>Enough printed cards are read back.</source>
        <translation>Genug gedruckte Karten sind zurückgelesen.</translation>
    </message>
    <message>
        <source>One card is not printed yet; its pack is not shipped.|{count} cards are not printed yet; their packs are not shipped.</source>
        <translation>Eine Karte ist noch nicht gedruckt; ihre Packung bleibt hier.|{count} Karten sind noch nicht gedruckt; ihre Packungen bleiben hier.</translation>
    </message>
    <message>
        <source>Show older batches</source>
        <translation>Ältere Chargen zeigen</translation>
    </message>
    <message>
        <source>This batch needs no proof.</source>
        <translation>Diese Charge braucht keinen Nachweis.</translation>
    </message>
    <message>
        <source>Count poor prints all the same</source>
        <translation>Schlechte Drucke trotzdem zählen</translation>
    </message>
    <message>
        <source>No print reading: no card was read from a picture.</source>
        <translation>Keine Druckmessung: Keine Karte wurde aus einem Bild gelesen.</translation>
    </message>
    <message>
        <source>The print is poor, and the card does not count unless somebody says so.</source>
        <translation>Der Druck ist schlecht, und die Karte zählt nicht, solange das niemand sagt.</translation>
    </message>
</context>
<context>
    <name>rail</name>
    <message>
        <source>Checkout</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Verkäufe</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einrichtung</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>Chargen</translation>
    </message>
    <message>
        <source>Design</source>
        <translation>Entwurf</translation>
    </message>
    <message>
        <source>Proof</source>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>{name}, sign out or change clerk</source>
        <translation>{name}, abmelden oder Person wechseln</translation>
    </message>
    <message>
        <source>One open|{count} open</source>
        <translation>Eins offen|{count} offen</translation>
    </message>
    <message>
        <source>Alarms</source>
        <translation>Alarme</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>Hauptbuch</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Druck</translation>
    </message>
</context>
<context>
    <name>recall_lines</name>
    <message>
        <source>not readable as text</source>
        <translation>nicht als Text lesbar</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>leer</translation>
    </message>
    <message>
        <source>far too long</source>
        <translation>viel zu lang</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>keine Nummer</translation>
    </message>
    <message>
        <source>not 18 digits</source>
        <translation>nicht 18 Ziffern</translation>
    </message>
    <message>
        <source>a digit is wrong</source>
        <translation>eine Ziffer ist falsch</translation>
    </message>
    <message>
        <source>does not begin as a card does</source>
        <translation>beginnt nicht wie eine Karte</translation>
    </message>
</context>
<context>
    <name>recall_page</name>
    <message>
        <source>Start over</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Auswahl</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Signatur</translation>
    </message>
    <message>
        <source>{word}, done</source>
        <translation>{word}, erledigt</translation>
    </message>
    <message>
        <source>{word}, now</source>
        <translation>{word}, jetzt</translation>
    </message>
    <message>
        <source>{word}, to come</source>
        <translation>{word}, kommt noch</translation>
    </message>
    <message>
        <source>Which cards?</source>
        <translation>Welche Karten?</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Karten</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>Bereich</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Etikett</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Charge</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Scan each card</source>
        <translation>Jede Karte scannen</translation>
    </message>
    <message>
        <source>One card|{count} cards</source>
        <translation>Eine Karte|{count} Karten</translation>
    </message>
    <message>
        <source>ends in {last}</source>
        <translation>endet auf {last}</translation>
    </message>
    <message>
        <source>Take {number} out</source>
        <translation>{number} herausnehmen</translation>
    </message>
    <message>
        <source>First card</source>
        <translation>Erste Karte</translation>
    </message>
    <message>
        <source>Last card</source>
        <translation>Letzte Karte</translation>
    </message>
    <message>
        <source>Scan both, or type them.</source>
        <translation>Beide scannen oder eintippen.</translation>
    </message>
    <message>
        <source>Label of the pack or carton</source>
        <translation>Etikett der Packung oder des Kartons</translation>
    </message>
    <message>
        <source>Scan it, or type P or C and its digits.</source>
        <translation>Scannen, oder P oder C und die Ziffern eintippen.</translation>
    </message>
    <message>
        <source>Number of the batch</source>
        <translation>Nummer der Charge</translation>
    </message>
    <message>
        <source>Scan any card or label of it, or type the number.</source>
        <translation>Eine Karte oder ein Etikett daraus scannen, oder die Nummer eintippen.</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Filiale</translation>
    </message>
    <message>
        <source>Shipped to store</source>
        <translation>Verschickt an Filiale</translation>
    </message>
    <message>
        <source>All packs that it has received, or that are on their way to it.</source>
        <translation>Alle Packungen, die dort angekommen oder dorthin unterwegs sind.</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Lists of numbers</source>
        <translation>Listen von Nummern</translation>
    </message>
    <message>
        <source>CSV or text, one card number a line.</source>
        <translation>CSV oder Text, eine Kartennummer je Zeile.</translation>
    </message>
    <message>
        <source>One card number|{count} card numbers</source>
        <translation>Eine Kartennummer|{count} Kartennummern</translation>
    </message>
    <message>
        <source>One stands there twice|{count} stand there more than once</source>
        <translation>Eine steht doppelt da|{count} stehen mehrfach da</translation>
    </message>
    <message>
        <source>One line is no card|{count} lines are no cards</source>
        <translation>Eine Zeile ist keine Karte|{count} Zeilen sind keine Karten</translation>
    </message>
    <message>
        <source>and one more|and {count} more</source>
        <translation>und eine weitere|und {count} weitere</translation>
    </message>
    <message>
        <source>Save these lines</source>
        <translation>Diese Zeilen speichern</translation>
    </message>
    <message>
        <source>Note, such as the police report</source>
        <translation>Notiz, etwa die Anzeige bei der Polizei</translation>
    </message>
    <message>
        <source>See what would happen</source>
        <translation>Ansehen, was geschähe</translation>
    </message>
    <message>
        <source>Include the sold card, with a refund|Include {count} sold cards, with refunds</source>
        <translation>Die verkaufte Karte auch, mit Erstattung|Auch {count} verkaufte Karten, mit Erstattung</translation>
    </message>
    <message>
        <source>A recall cannot be undone. If you are not sure, **stop the sale first**: a stop can be lifted.</source>
        <translation>Ein Rückruf ist endgültig. Im Zweifel **erst den Verkauf stoppen**: Das lässt sich aufheben.</translation>
    </message>
    <message>
        <source>Stop sale of one card|Stop sale of {count} cards</source>
        <translation>Eine Karte stoppen|{count} Karten stoppen</translation>
    </message>
    <message>
        <source>Lift the stop of one card|Lift the stop of {count} cards</source>
        <translation>Stopp einer Karte aufheben|Stopp von {count} Karten aufheben</translation>
    </message>
    <message>
        <source>Second manager signs</source>
        <translation>Zweite Leitung unterschreibt</translation>
    </message>
    <message>
        <source>Signed by {name}</source>
        <translation>Unterschrieben: {name}</translation>
    </message>
    <message>
        <source>Hold to recall one card|Hold to recall {count} cards</source>
        <translation>Eine Karte zurückrufen|{count} Karten zurückrufen</translation>
    </message>
    <message>
        <source>Press for one second, or hold F9</source>
        <translation>Eine Sekunde drücken oder F9 halten</translation>
    </message>
    <message>
        <source>{percent} % done</source>
        <translation>{percent} % erledigt</translation>
    </message>
    <message>
        <source>{done} of {total} cards decided</source>
        <translation>{done} von {total} Karten entschieden</translation>
    </message>
    <message>
        <source>Goes on by itself, also after a restart</source>
        <translation>Läuft von selbst weiter, auch nach einem Neustart</translation>
    </message>
    <message>
        <source>Signed by {name} and {other}</source>
        <translation>Unterschrieben: {name} und {other}</translation>
    </message>
    <message>
        <source>Stop, keep what is done</source>
        <translation>Anhalten, Erledigtes bleibt</translation>
    </message>
    <message>
        <source>Card by card</source>
        <translation>Karte für Karte</translation>
    </message>
    <message>
        <source>Back to the numbers</source>
        <translation>Zurück zu den Zahlen</translation>
    </message>
    <message>
        <source>Earlier recalls</source>
        <translation>Frühere Rückrufe</translation>
    </message>
    <message>
        <source>Choose other cards</source>
        <translation>Andere Karten wählen</translation>
    </message>
    <message>
        <source>Nothing has been recalled yet</source>
        <translation>Noch wurde nichts zurückgerufen</translation>
    </message>
    <message>
        <source>{begun_at}, {name}, {reason}</source>
        <translation>{begun_at}, {name}, {reason}</translation>
    </message>
    <message>
        <source>{act} R-{number}</source>
        <translation>{act} R-{number}</translation>
    </message>
    <message>
        <source>All cards</source>
        <translation>Alle Karten</translation>
    </message>
    <message>
        <source>Card number</source>
        <translation>Kartennummer</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>Als CSV speichern</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Als PDF speichern</translation>
    </message>
    <message>
        <source>Choose the cards, then see what would happen</source>
        <translation>Karten wählen, dann ansehen, was geschähe</translation>
    </message>
    <message>
        <source>Scan cards or a label at any time. Nothing changes before you hold the red button.</source>
        <translation>Karten oder ein Etikett jederzeit scannen. Nichts ändert sich, bevor der rote Knopf gehalten wird.</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>Was geschähe</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>{changing} of one card will be invalidated|{changing} of {count} cards will be invalidated</source>
        <translation>{changing} von einer Karte wird ungültig|{changing} von {count} Karten werden ungültig</translation>
    </message>
    <message>
        <source>{changed} of one card is invalidated|{changed} of {count} cards are invalidated</source>
        <translation>{changed} von einer Karte ist ungültig|{changed} von {count} Karten sind ungültig</translation>
    </message>
    <message>
        <source>{changed} of one card is stopped|{changed} of {count} cards are stopped</source>
        <translation>{changed} von einer Karte ist gestoppt|{changed} von {count} Karten sind gestoppt</translation>
    </message>
    <message>
        <source>{changed} of one card can be sold again|{changed} of {count} cards can be sold again</source>
        <translation>{changed} von einer Karte ist wieder verkäuflich|{changed} von {count} Karten sind wieder verkäuflich</translation>
    </message>
    <message>
        <source>{changed} of one card was invalidated|{changed} of {count} cards were invalidated</source>
        <translation>{changed} von einer Karte wurde ungültig|{changed} von {count} Karten wurden ungültig</translation>
    </message>
    <message>
        <source>{changed} of one card was stopped|{changed} of {count} cards were stopped</source>
        <translation>{changed} von einer Karte wurde gestoppt|{changed} von {count} Karten wurden gestoppt</translation>
    </message>
    <message>
        <source>Stopped: {changed} of one card was invalidated|Stopped: {changed} of {count} cards were invalidated</source>
        <translation>Angehalten: {changed} von einer Karte wurde ungültig|Angehalten: {changed} von {count} Karten wurden ungültig</translation>
    </message>
    <message>
        <source>Stopped: {changed} of one card was stopped|Stopped: {changed} of {count} cards were stopped</source>
        <translation>Angehalten: {changed} von einer Karte wurde gestoppt|Angehalten: {changed} von {count} Karten wurden gestoppt</translation>
    </message>
    <message>
        <source>Stopped: {changed} of one card can be sold again|Stopped: {changed} of {count} cards can be sold again</source>
        <translation>Angehalten: {changed} von einer Karte ist wieder verkäuflich|Angehalten: {changed} von {count} Karten sind wieder verkäuflich</translation>
    </message>
    <message>
        <source>Not finished: {changed} of one card was invalidated|Not finished: {changed} of {count} cards were invalidated</source>
        <translation>Nicht beendet: {changed} von einer Karte wurde ungültig|Nicht beendet: {changed} von {count} Karten wurden ungültig</translation>
    </message>
    <message>
        <source>Not finished: {changed} of one card was stopped|Not finished: {changed} of {count} cards were stopped</source>
        <translation>Nicht beendet: {changed} von einer Karte wurde gestoppt|Nicht beendet: {changed} von {count} Karten wurden gestoppt</translation>
    </message>
    <message>
        <source>Not finished: {changed} of one card can be sold again|Not finished: {changed} of {count} cards can be sold again</source>
        <translation>Nicht beendet: {changed} von einer Karte ist wieder verkäuflich|Nicht beendet: {changed} von {count} Karten sind wieder verkäuflich</translation>
    </message>
    <message>
        <source>Dry run {looked_at}, nothing changed</source>
        <translation>Probelauf {looked_at}, nichts geändert</translation>
    </message>
    <message>
        <source>R-{number} is running</source>
        <translation>R-{number} läuft</translation>
    </message>
    <message>
        <source>R-{number} is done</source>
        <translation>R-{number} ist fertig</translation>
    </message>
    <message>
        <source>R-{number} was stopped</source>
        <translation>R-{number} wurde angehalten</translation>
    </message>
    <message>
        <source>R-{number} has failed</source>
        <translation>R-{number} ist gescheitert</translation>
    </message>
    <message>
        <source>The till that listens knew after {slowest} ms|{count} tills that listen, the last knew after {slowest} ms</source>
        <translation>Die Kasse, die zuhört, wusste es nach {slowest} ms|{count} Kassen hören zu, die letzte wusste es nach {slowest} ms</translation>
    </message>
    <message>
        <source>The till that listens has not answered yet|Not answered yet: {waiting} of {count} tills that were told</source>
        <translation>Die Kasse, die zuhört, hat noch nicht geantwortet|Noch ohne Antwort: {waiting} von {count} Kassen, denen es gesagt wurde</translation>
    </message>
    <message>
        <source>Scan a card first</source>
        <translation>Erst eine Karte scannen</translation>
    </message>
    <message>
        <source>First and last card are missing</source>
        <translation>Erste und letzte Karte fehlen</translation>
    </message>
    <message>
        <source>Scan the label first</source>
        <translation>Erst das Etikett scannen</translation>
    </message>
    <message>
        <source>The batch&apos;s number is missing</source>
        <translation>Die Nummer der Charge fehlt</translation>
    </message>
    <message>
        <source>The product is missing</source>
        <translation>Das Produkt fehlt</translation>
    </message>
    <message>
        <source>Choose a store first</source>
        <translation>Zuerst eine Filiale wählen</translation>
    </message>
    <message>
        <source>Choose a file with card numbers first</source>
        <translation>Erst eine Datei mit Kartennummern wählen</translation>
    </message>
    <message>
        <source>Choose a reason first</source>
        <translation>Erst einen Grund wählen</translation>
    </message>
    <message>
        <source>Write a note first</source>
        <translation>Erst eine Notiz schreiben</translation>
    </message>
    <message>
        <source>None of these cards would change</source>
        <translation>Keine dieser Karten würde sich ändern</translation>
    </message>
    <message>
        <source>Waiting for the second signature</source>
        <translation>Die zweite Unterschrift fehlt</translation>
    </message>
    <message>
        <source>Being written</source>
        <translation>Wird geschrieben</translation>
    </message>
    <message>
        <source>Not before it has ended</source>
        <translation>Erst, wenn er beendet ist</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment</source>
        <translation>Der Server nimmt gerade keine Änderungen an</translation>
    </message>
    <message>
        <source>That is no card number: check the digits.</source>
        <translation>Das ist keine Kartennummer: die Ziffern prüfen.</translation>
    </message>
    <message>
        <source>That is no label: check the digits.</source>
        <translation>Das ist kein Etikett: die Ziffern prüfen.</translation>
    </message>
    <message>
        <source>There is no card number in this file.</source>
        <translation>In dieser Datei steht keine Kartennummer.</translation>
    </message>
    <message>
        <source>More than a million numbers: recall the batches, or split the file.</source>
        <translation>Mehr als eine Million Nummern: die Chargen zurückrufen oder die Datei teilen.</translation>
    </message>
    <message>
        <source>This file cannot be read. Check it, or choose another.</source>
        <translation>Diese Datei lässt sich nicht lesen. Sie prüfen oder eine andere wählen.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Nothing was changed; try again.</source>
        <translation>Der Server ist nicht zu erreichen. Nichts wurde geändert; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No answer from the server. Try again: it counts once.</source>
        <translation>Keine Antwort vom Server. Noch einmal versuchen: Es zählt einmal.</translation>
    </message>
    <message>
        <source>No answer, so it may have begun. Do it once more: it counts once.</source>
        <translation>Keine Antwort, es kann begonnen haben. Noch einmal tun: Es zählt einmal.</translation>
    </message>
    <message>
        <source>Line {line}: not readable as text</source>
        <translation>Zeile {line}: nicht als Text lesbar</translation>
    </message>
    <message>
        <source>Line {line}: empty</source>
        <translation>Zeile {line}: leer</translation>
    </message>
    <message>
        <source>Line {line}: far too long</source>
        <translation>Zeile {line}: viel zu lang</translation>
    </message>
    <message>
        <source>Line {line}: no number</source>
        <translation>Zeile {line}: keine Nummer</translation>
    </message>
    <message>
        <source>Line {line}: not 18 digits</source>
        <translation>Zeile {line}: nicht 18 Ziffern</translation>
    </message>
    <message>
        <source>Line {line}: a digit is wrong</source>
        <translation>Zeile {line}: eine Ziffer ist falsch</translation>
    </message>
    <message>
        <source>Line {line}: does not begin as a card does</source>
        <translation>Zeile {line}: beginnt nicht wie eine Karte</translation>
    </message>
    <message>
        <source>No card of this shop is meant by that. Check what was scanned or typed.</source>
        <translation>Damit ist keine Karte dieses Geschäfts gemeint. Prüfen, was gescannt oder getippt wurde.</translation>
    </message>
    <message>
        <source>The two cards are of different batches. Choose both ends in one batch.</source>
        <translation>Die beiden Karten sind aus verschiedenen Chargen. Beide Enden in einer Charge wählen.</translation>
    </message>
    <message>
        <source>None of these cards would change. See under Earlier recalls what was done.</source>
        <translation>Keine dieser Karten würde sich ändern. Unter Frühere Rückrufe steht, was getan wurde.</translation>
    </message>
    <message>
        <source>A second signature is missing or not for this. Let a manager sign again.</source>
        <translation>Die zweite Unterschrift fehlt oder gilt nicht dafür. Noch einmal unterschreiben lassen.</translation>
    </message>
    <message>
        <source>The second signature has to be another manager&apos;s. Ask one to sign.</source>
        <translation>Die zweite Unterschrift muss von jemand anderem aus der Leitung sein.</translation>
    </message>
    <message>
        <source>The list did not arrive whole. See what would happen once more.</source>
        <translation>Die Liste kam nicht ganz an. Noch einmal ansehen, was geschähe.</translation>
    </message>
    <message>
        <source>Your role does not allow that. Ask a manager.</source>
        <translation>Die eigene Rolle erlaubt das nicht. Die Leitung fragen.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Nothing was changed; sign in again.</source>
        <translation>Die Anmeldung ist abgelaufen. Nichts wurde geändert; neu anmelden.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Die Administration rufen.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst ist ausgesperrt. An eine andere Kasse gehen.</translation>
    </message>
    <message>
        <source>The server knows no such recall.</source>
        <translation>Der Server kennt diesen Rückruf nicht.</translation>
    </message>
    <message>
        <source>Not yet: tills are still telling what they sold before the restore. The sale of these cards can be stopped meanwhile; recall them when all have told.</source>
        <translation>Noch nicht: Kassen melden noch, was sie vor der Wiederherstellung verkauft haben. Der Verkauf dieser Karten kann solange angehalten werden; zurückrufen, wenn alle gemeldet haben.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Nothing was changed; try again.</source>
        <translation>Der Server kann es gerade nicht. Nichts wurde geändert; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No card of this recall is meant by that</source>
        <translation>Damit ist keine Karte dieses Rückrufs gemeint</translation>
    </message>
    <message>
        <source>This card is chosen already</source>
        <translation>Diese Karte ist schon gewählt</translation>
    </message>
    <message>
        <source>One card is the most|{count} cards are the most; use a range or a file</source>
        <translation>Mehr als eine Karte geht nicht|Mehr als {count} Karten gehen nicht; einen Bereich oder eine Datei nehmen</translation>
    </message>
    <message>
        <source>That is not what is asked for here</source>
        <translation>Danach ist hier nicht gefragt</translation>
    </message>
    <message>
        <source>The server did not tell all cards. Nothing was saved; try again.</source>
        <translation>Der Server nannte nicht alle Karten. Nichts wurde gespeichert; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The server did not tell which cards. Let it show more to ask again.</source>
        <translation>Der Server hat nicht gesagt, welche Karten. Mit „Mehr zeigen“ noch einmal fragen.</translation>
    </message>
    <message>
        <source>The number is being sent|{sent} of {count} numbers have been sent</source>
        <translation>Die Nummer wird gesendet|{sent} von {count} Nummern sind gesendet</translation>
    </message>
    <message>
        <source>The card will be invalidated if its redemption fails|{changing} of {count} cards will be invalidated, and {waiting} if their redemption fails</source>
        <translation>Die Karte wird ungültig, falls ihre Einlösung scheitert|{changing} von {count} Karten werden ungültig, und {waiting}, falls ihre Einlösung scheitert</translation>
    </message>
    <message>
        <source>One person knows the PINs of both of you, or one of you took the other on. Let another manager sign; whoever was given a PIN changes it under Settings, My PIN, and signs from the next day on.</source>
        <translation>Eine Person kennt beide PINs, oder die eine hat die andere eingestellt. Jemand anderes von der Leitung unterschreibt; wer seine PIN bekommen hat, ändert sie unter Einstellungen, Meine PIN, und unterschreibt ab dem nächsten Tag.</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Früherer</translation>
    </message>
    <message>
        <source>Number of the recall</source>
        <translation>Nummer des Rückrufs</translation>
    </message>
    <message>
        <source>R and a number, as it stands under Earlier recalls.</source>
        <translation>R und eine Zahl, wie sie unter Frühere Rückrufe steht.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Scan any card of it, or choose it here.</source>
        <translation>Eine Karte davon scannen oder es hier wählen.</translation>
    </message>
    <message>
        <source>Look at these cards again</source>
        <translation>Diese Karten neu ansehen</translation>
    </message>
    <message>
        <source>Recall these cards, or lift the stop</source>
        <translation>Diese Karten zurückrufen oder freigeben</translation>
    </message>
    <message>
        <source>Stop or recall these cards</source>
        <translation>Diese Karten stoppen oder zurückrufen</translation>
    </message>
    <message>
        <source>Go on with the rest</source>
        <translation>Mit dem Rest weitermachen</translation>
    </message>
    <message>
        <source>Back to my choice</source>
        <translation>Zurück zu meiner Auswahl</translation>
    </message>
    <message>
        <source>Show older ones</source>
        <translation>Ältere zeigen</translation>
    </message>
    <message>
        <source>Which cards</source>
        <translation>Welche Karten</translation>
    </message>
    <message>
        <source>Sold cards were included.</source>
        <translation>Verkaufte Karten waren dabei.</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>{told_at}</source>
        <translation>{told_at}</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>Noch ohne Antwort</translation>
    </message>
    <message>
        <source>It may have begun</source>
        <translation>Es kann begonnen haben</translation>
    </message>
    <message>
        <source>One scan is being looked up|{count} scans are being looked up</source>
        <translation>Ein Scan wird nachgesehen|{count} Scans werden nachgesehen</translation>
    </message>
    <message>
        <source>One scan without an answer|{count} scans without an answer</source>
        <translation>Ein Scan ohne Antwort|{count} Scans ohne Antwort</translation>
    </message>
    <message>
        <source>One scan is no card: …{last_four}|{count} scans are no cards, the last: …{last_four}</source>
        <translation>Ein Scan ist keine Karte: …{last_four}|{count} Scans sind keine Karten, zuletzt …{last_four}</translation>
    </message>
    <message>
        <source>Not every scan is looked up yet</source>
        <translation>Noch ist nicht jeder Scan nachgesehen</translation>
    </message>
    <message>
        <source>The recall&apos;s number is missing</source>
        <translation>Die Nummer des Rückrufs fehlt</translation>
    </message>
    <message>
        <source>It may have begun all the same: look under Earlier recalls</source>
        <translation>Es kann trotzdem begonnen haben: unter Frühere Rückrufe nachsehen</translation>
    </message>
    <message>
        <source>Not taken: the server is being asked. Scan it again afterwards.</source>
        <translation>Nicht genommen: Der Server wird gefragt. Danach noch einmal scannen.</translation>
    </message>
    <message>
        <source>Not taken: a recall is shown. Go back to the choice, then scan it again.</source>
        <translation>Nicht genommen: Ein Rückruf wird gezeigt. Zurück zur Auswahl, dann noch einmal scannen.</translation>
    </message>
    <message>
        <source>Saved as {file} in {folder}</source>
        <translation>Gespeichert als {file} in {folder}</translation>
    </message>
    <message>
        <source>It could not be written: is the disk full, or the folder not yours?</source>
        <translation>Es ließ sich nicht schreiben: Ist die Platte voll oder der Ordner nicht der eigene?</translation>
    </message>
    <message>
        <source>{first} of one card|The first {first} of {count} cards</source>
        <translation>{first} von einer Karte|Die ersten {first} von {count} Karten</translation>
    </message>
    <message>
        <source>What is done stays. The rest can be gone on with below.</source>
        <translation>Was getan ist, bleibt. Mit dem Rest geht es unten weiter.</translation>
    </message>
    <message>
        <source>The server could not go on. What is done stays; the rest can be gone on with below.</source>
        <translation>Der Server konnte nicht weitermachen. Was getan ist, bleibt; mit dem Rest geht es unten weiter.</translation>
    </message>
</context>
<context>
    <name>recall_report</name>
    <message>
        <source>{act} R-{number}</source>
        <translation>{act} R-{number}</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>Geschäft</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Asked for by</source>
        <translation>Verlangt von</translation>
    </message>
    <message>
        <source>Second signature</source>
        <translation>Zweite Unterschrift</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>Was</source>
        <translation>War</translation>
    </message>
    <message>
        <source>What became of it</source>
        <translation>Was daraus wurde</translation>
    </message>
    <message>
        <source>Page {number} of {pages}</source>
        <translation>Seite {number} von {pages}</translation>
    </message>
    <message>
        <source>Which cards</source>
        <translation>Welche Karten</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>Beendet</translation>
    </message>
    <message>
        <source>This report is of</source>
        <translation>Dieser Bericht ist vom</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>What the cards were, and became</source>
        <translation>Was die Karten waren und wurden</translation>
    </message>
    <message>
        <source>Value of the cards that were made invalid, at today’s prices</source>
        <translation>Wert der ungültig gemachten Karten, zu heutigen Preisen</translation>
    </message>
    <message>
        <source>Value of the cards that were stopped, at today’s prices</source>
        <translation>Wert der gestoppten Karten, zu heutigen Preisen</translation>
    </message>
    <message>
        <source>Value of the cards that may be sold again, at today’s prices</source>
        <translation>Wert der wieder verkäuflichen Karten, zu heutigen Preisen</translation>
    </message>
    <message>
        <source>{title}: {changed} of one card at {price_minor}: {worth_minor}|{title}: {changed} of {count} cards at {price_minor} each: {worth_minor}</source>
        <translation>{title}: {changed} von einer Karte zu {price_minor}: {worth_minor}|{title}: {changed} von {count} Karten zu je {price_minor}: {worth_minor}</translation>
    </message>
    <message>
        <source>Together: {worth_minor}</source>
        <translation>Zusammen: {worth_minor}</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produkt</translation>
    </message>
</context>
<context>
    <name>recall_words</name>
    <message>
        <source>Inactive</source>
        <translation>Inactive</translation>
    </message>
    <message>
        <source>not sold yet</source>
        <translation>noch nicht verkauft</translation>
    </message>
    <message>
        <source>Inactive, held</source>
        <translation>Inactive, gehalten</translation>
    </message>
    <message>
        <source>in a sale right now</source>
        <translation>gerade im Verkauf</translation>
    </message>
    <message>
        <source>Available</source>
        <translation>Available</translation>
    </message>
    <message>
        <source>sold, not used yet</source>
        <translation>verkauft, ungenutzt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>sold, redemption failed</source>
        <translation>verkauft, misslungen</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>InProgress</translation>
    </message>
    <message>
        <source>being redeemed now</source>
        <translation>wird gerade eingelöst</translation>
    </message>
    <message>
        <source>Redeemed</source>
        <translation>Redeemed</translation>
    </message>
    <message>
        <source>already used</source>
        <translation>schon eingelöst</translation>
    </message>
    <message>
        <source>Invalidated</source>
        <translation>Invalidated</translation>
    </message>
    <message>
        <source>not valid any more</source>
        <translation>nicht mehr gültig</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>no card of this shop</source>
        <translation>keine Karte von hier</translation>
    </message>
    <message>
        <source>Will be invalidated</source>
        <translation>Wird ungültig</translation>
    </message>
    <message>
        <source>Will be invalidated, its sale is refused</source>
        <translation>Wird ungültig, Verkauf abgelehnt</translation>
    </message>
    <message>
        <source>Will be invalidated, refunds are due</source>
        <translation>Wird ungültig, mit Erstattung</translation>
    </message>
    <message>
        <source>Will be settled when the attempt ends</source>
        <translation>Entscheidet sich am Ende</translation>
    </message>
    <message>
        <source>Stays, it was sold</source>
        <translation>Bleibt, sie ist verkauft</translation>
    </message>
    <message>
        <source>Stays, too late</source>
        <translation>Bleibt, zu spät</translation>
    </message>
    <message>
        <source>Will be stopped</source>
        <translation>Wird gestoppt</translation>
    </message>
    <message>
        <source>Can be sold again</source>
        <translation>Wieder verkäuflich</translation>
    </message>
    <message>
        <source>Stays stopped, it was probed</source>
        <translation>Bleibt gestoppt, sie wurde probiert</translation>
    </message>
    <message>
        <source>Stays, nothing to do</source>
        <translation>Bleibt, nichts zu tun</translation>
    </message>
    <message>
        <source>Nothing, nobody knows it</source>
        <translation>Nichts, niemand kennt sie</translation>
    </message>
    <message>
        <source>Waits for the attempt to end</source>
        <translation>Wartet auf das Ende</translation>
    </message>
    <message>
        <source>Left alone, it was sold</source>
        <translation>Unberührt, sie war verkauft</translation>
    </message>
    <message>
        <source>Too late, it was redeemed</source>
        <translation>Zu spät, sie war eingelöst</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Stop lifted</source>
        <translation>Stopp aufgehoben</translation>
    </message>
    <message>
        <source>Still stopped, it was probed</source>
        <translation>Noch gestoppt, sie wurde probiert</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
    <message>
        <source>No card of this shop</source>
        <translation>Keine Karte dieses Geschäfts</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rückruf</translation>
    </message>
    <message>
        <source>Stop-sale</source>
        <translation>Verkaufsstopp</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Verloren</translation>
    </message>
    <message>
        <source>Stolen</source>
        <translation>Gestohlen</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Misprinted</source>
        <translation>Fehldruck</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Stopped by hand</source>
        <translation>Von Hand angehalten</translation>
    </message>
    <message>
        <source>Made invalid</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>Made invalid, its sale is refused</source>
        <translation>Ungültig, Verkauf abgelehnt</translation>
    </message>
    <message>
        <source>Made invalid, a refund is due</source>
        <translation>Ungültig, Erstattung fällig</translation>
    </message>
    <message>
        <source>Not finished</source>
        <translation>Nicht beendet</translation>
    </message>
    <message>
        <source>One card, chosen by itself|{count} cards, chosen one by one</source>
        <translation>Eine Karte, einzeln gewählt|{count} Karten, einzeln gewählt</translation>
    </message>
    <message>
        <source>From {first} to {last}</source>
        <translation>Von {first} bis {last}</translation>
    </message>
    <message>
        <source>Pack {label}</source>
        <translation>Packung {label}</translation>
    </message>
    <message>
        <source>Carton {label}</source>
        <translation>Karton {label}</translation>
    </message>
    <message>
        <source>Batch {batch}</source>
        <translation>Charge {batch}</translation>
    </message>
    <message>
        <source>All cards of {name}</source>
        <translation>Alle Karten von {name}</translation>
    </message>
    <message>
        <source>All cards shipped to {name}</source>
        <translation>Alle Karten, verschickt an {name}</translation>
    </message>
    <message>
        <source>A list of card numbers from a file</source>
        <translation>Eine Liste von Kartennummern aus einer Datei</translation>
    </message>
    <message>
        <source>The cards of R-{number}</source>
        <translation>Die Karten von R-{number}</translation>
    </message>
</context>
<context>
    <name>sales</name>
    <message>
        <source>Sales</source>
        <translation>Verkäufe</translation>
    </message>
    <message>
        <source>Receipt number, card number or day</source>
        <translation>Belegnummer, Kartennummer oder Tag</translation>
    </message>
    <message>
        <source>Or scan the card or the receipt.</source>
        <translation>Oder Karte oder Beleg scannen.</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>The day before</source>
        <translation>Der Tag davor</translation>
    </message>
    <message>
        <source>The day after</source>
        <translation>Der Tag danach</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>Server wird gefragt</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>No sale found</source>
        <translation>Kein Verkauf gefunden</translation>
    </message>
    <message>
        <source>Choose a sale to see its cards and its receipt.</source>
        <translation>Einen Verkauf wählen, um Karten und Beleg zu sehen.</translation>
    </message>
    <message>
        <source>Sale {number}</source>
        <translation>Verkauf {number}</translation>
    </message>
    <message>
        <source>{sold_at}, 1 card, {digits}|{sold_at}, {count} cards, {digits}</source>
        <translation>{sold_at}, 1 Karte, {digits}|{sold_at}, {count} Karten, {digits}</translation>
    </message>
    <message>
        <source>{sold_at}, {till}, {name}</source>
        <translation>{sold_at}, {till}, {name}</translation>
    </message>
    <message>
        <source>Paid in cash</source>
        <translation>Bar bezahlt</translation>
    </message>
    <message>
        <source>Card machine, reference {reference}</source>
        <translation>Kartengerät, Referenz {reference}</translation>
    </message>
    <message>
        <source>Not paid</source>
        <translation>Nicht bezahlt</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>ends in **{digits}**</source>
        <translation>endet auf **{digits}**</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>There is no receipt of this sale.</source>
        <translation>Zu diesem Verkauf gibt es keinen Beleg.</translation>
    </message>
    <message>
        <source>Print a copy</source>
        <translation>Kopie drucken</translation>
    </message>
    <message>
        <source>Void this sale</source>
        <translation>Diesen Verkauf stornieren</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Which cards come back?</source>
        <translation>Welche Karten kommen zurück?</translation>
    </message>
    <message>
        <source>It is not activated yet, so only the whole sale can be voided.</source>
        <translation>Noch nicht aktiviert, darum kann nur der ganze Verkauf storniert werden.</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Note for the manager</source>
        <translation>Notiz für die Leitung</translation>
    </message>
    <message>
        <source>To give back in cash</source>
        <translation>Bar zurück</translation>
    </message>
    <message>
        <source>To give back by card</source>
        <translation>Am Kartengerät zurück</translation>
    </message>
    <message>
        <source>To give back</source>
        <translation>Zurückzugeben</translation>
    </message>
    <message>
        <source>A manager signs</source>
        <translation>Die Leitung unterschreibt</translation>
    </message>
    <message>
        <source>Ask the server</source>
        <translation>Den Server fragen</translation>
    </message>
    <message>
        <source>Print refund receipt</source>
        <translation>Rückzahlungsbeleg drucken</translation>
    </message>
    <message>
        <source>Refund recorded</source>
        <translation>Rückzahlung festgehalten</translation>
    </message>
    <message>
        <source>Voided, settled by a manager</source>
        <translation>Storniert, von der Leitung erledigt</translation>
    </message>
    <message>
        <source>Voided, signature owed</source>
        <translation>Storniert, Unterschrift fehlt</translation>
    </message>
    <message>
        <source>Voided, signature under way</source>
        <translation>Storniert, Unterschrift unterwegs</translation>
    </message>
    <message>
        <source>Show today</source>
        <translation>Heute zeigen</translation>
    </message>
    <message>
        <source>Scan the card or the receipt, or choose another day.</source>
        <translation>Karte oder Beleg scannen, oder einen anderen Tag wählen.</translation>
    </message>
    <message>
        <source>Customer changed their mind</source>
        <translation>Anders überlegt</translation>
    </message>
    <message>
        <source>Hand back {amount}</source>
        <translation>{amount} zurückgeben</translation>
    </message>
    <message>
        <source>Wrong card</source>
        <translation>Falsche Karte</translation>
    </message>
    <message>
        <source>Card damaged</source>
        <translation>Karte beschädigt</translation>
    </message>
    <message>
        <source>Not activated in time</source>
        <translation>Nicht rechtzeitig aktiviert</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Ein anderer Grund</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch unklar</translation>
    </message>
    <message>
        <source>Voided, refund due</source>
        <translation>Storniert, Rückzahlung fällig</translation>
    </message>
    <message>
        <source>Not clear whether it is owed</source>
        <translation>Unklar, ob es geschuldet ist</translation>
    </message>
    <message>
        <source>Not voided</source>
        <translation>Nicht storniert</translation>
    </message>
    <message>
        <source>One sale|{count} sales</source>
        <translation>Ein Verkauf|{count} Verkäufe</translation>
    </message>
    <message>
        <source>Nothing was sold that day</source>
        <translation>An diesem Tag wurde nichts verkauft</translation>
    </message>
    <message>
        <source>No connection: only sales of this till are shown.</source>
        <translation>Keine Verbindung: nur Verkäufe dieser Kasse sind zu sehen.</translation>
    </message>
    <message>
        <source>Neither a receipt number, nor a card number, nor a day.</source>
        <translation>Weder eine Belegnummer noch eine Kartennummer noch ein Tag.</translation>
    </message>
    <message>
        <source>The server cannot search now. Try again.</source>
        <translation>Der Server kann gerade nicht suchen. Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Nothing found under that number.</source>
        <translation>Unter dieser Nummer ist nichts zu finden.</translation>
    </message>
    <message>
        <source>Sign in first.</source>
        <translation>Erst anmelden.</translation>
    </message>
    <message>
        <source>No connection: a card can be looked up when it is back.</source>
        <translation>Keine Verbindung: eine Karte kann gesucht werden, wenn sie wieder da ist.</translation>
    </message>
    <message>
        <source>Being held</source>
        <translation>Wird reserviert</translation>
    </message>
    <message>
        <source>Being paid</source>
        <translation>Wird bezahlt</translation>
    </message>
    <message>
        <source>Being cancelled</source>
        <translation>Wird abgebrochen</translation>
    </message>
    <message>
        <source>Refund not known yet</source>
        <translation>Rückzahlung noch unklar</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Activated</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>Cancelled before payment</source>
        <translation>Vor der Zahlung abgebrochen</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Storniert</translation>
    </message>
    <message>
        <source>Choose a card first</source>
        <translation>Erst eine Karte wählen</translation>
    </message>
    <message>
        <source>Choose a reason first</source>
        <translation>Erst einen Grund wählen</translation>
    </message>
    <message>
        <source>Write down why</source>
        <translation>Aufschreiben, warum</translation>
    </message>
    <message>
        <source>The till&apos;s disk is full: nothing was recorded. Call the administrator.</source>
        <translation>Die Festplatte der Kasse ist voll: nichts wurde festgehalten. Die Administration rufen.</translation>
    </message>
    <message>
        <source>It is being voided</source>
        <translation>Wird gerade storniert</translation>
    </message>
    <message>
        <source>It was not paid</source>
        <translation>Es wurde nicht bezahlt</translation>
    </message>
    <message>
        <source>No card is left to void</source>
        <translation>Keine Karte ist mehr zu stornieren</translation>
    </message>
    <message>
        <source>Not at this moment</source>
        <translation>Gerade nicht möglich</translation>
    </message>
    <message>
        <source>Only a manager may void this sale</source>
        <translation>Diesen Verkauf darf nur die Leitung stornieren</translation>
    </message>
    <message>
        <source>It is not settled yet</source>
        <translation>Noch nicht geklärt</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Wird gedruckt</translation>
    </message>
    <message>
        <source>No money is due</source>
        <translation>Kein Geld ist fällig</translation>
    </message>
    <message>
        <source>The till asks the server until it knows.</source>
        <translation>Die Kasse fragt den Server, bis sie es weiß.</translation>
    </message>
    <message>
        <source>Keep the card, give nothing back yet.|Keep the cards, give nothing back yet.</source>
        <translation>Karte behalten, noch nichts zurückgeben.|Karten behalten, noch nichts zurückgeben.</translation>
    </message>
    <message>
        <source>It is recorded, and a manager has not signed yet.</source>
        <translation>Es ist festgehalten, und die Leitung hat noch nicht unterschrieben.</translation>
    </message>
    <message>
        <source>Keep the card. A manager signs it under Waiting.|Keep the cards. A manager signs it under Waiting.</source>
        <translation>Karte behalten. Die Leitung unterschreibt unter Wartend.|Karten behalten. Die Leitung unterschreibt unter Wartend.</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>{name} has taken on the refund of {refund_minor} by its case.</source>
        <translation>{name} hat die Rückzahlung von {refund_minor} mit deren Fall übernommen.</translation>
    </message>
    <message>
        <source>Give nothing back: it is paid with that, or has been. Only if it has gone out from here already, say so under Waiting.</source>
        <translation>Nichts zurückgeben: Es wird damit ausgezahlt oder ist es schon. Nur wenn es von hier schon ausgezahlt ist, das unter Wartend festhalten.</translation>
    </message>
    <message>
        <source>{name} has found that {refund_minor} is not owed.</source>
        <translation>{name} hat geklärt, dass {refund_minor} nicht geschuldet ist.</translation>
    </message>
    <message>
        <source>Nothing was voided: how the sale was paid is known otherwise by now.</source>
        <translation>Nichts wurde storniert: Wie der Verkauf bezahlt wurde, ist inzwischen anders bekannt.</translation>
    </message>
    <message>
        <source>Give nothing back. See how it was paid, then void it again.</source>
        <translation>Nichts zurückgeben. Nachsehen, wie bezahlt wurde, dann noch einmal stornieren.</translation>
    </message>
    <message>
        <source>Keep the card.|Keep the cards.</source>
        <translation>Karte behalten.|Karten behalten.</translation>
    </message>
    <message>
        <source>{refund_minor} was recorded as given back at {handed_at}, and then this till stopped.</source>
        <translation>{refund_minor} wurden als zurückgegeben festgehalten ({handed_at}), und dann ging diese Kasse aus.</translation>
    </message>
    <message>
        <source>The card is not valid any more. A manager has closed its case elsewhere, so nothing goes back at this till.|{count} cards are not valid any more. A manager has closed their case elsewhere, so nothing goes back at this till.</source>
        <translation>Die Karte gilt nicht mehr. Die Leitung hat ihren Fall anderswo abgeschlossen, darum geht an dieser Kasse nichts zurück.|{count} Karten gelten nicht mehr. Die Leitung hat ihren Fall anderswo abgeschlossen, darum geht an dieser Kasse nichts zurück.</translation>
    </message>
    <message>
        <source>Give nothing back. The manager who closed the case knows about the money.</source>
        <translation>Nichts zurückgeben. Wer den Fall abgeschlossen hat, weiß, was mit dem Geld ist.</translation>
    </message>
    <message>
        <source>Give nothing back. Ask the manager who closed it about the money.</source>
        <translation>Nichts zurückgeben. Die Leitung, die es geschlossen hat, nach dem Geld fragen.</translation>
    </message>
    <message>
        <source>The restored server tells something else about this void.</source>
        <translation>Der wiederhergestellte Server sagt über dieses Storno etwas anderes.</translation>
    </message>
    <message>
        <source>Give nothing back yet. A manager settles it under Waiting.</source>
        <translation>Noch nichts zurückgeben. Die Leitung klärt es unter Wartend.</translation>
    </message>
    <message>
        <source>The card is not valid any more. {refund_minor} is to go back.|{count} cards are not valid any more. {refund_minor} is to go back.</source>
        <translation>Die Karte gilt nicht mehr. {refund_minor} geht zurück.|{count} Karten gelten nicht mehr. {refund_minor} geht zurück.</translation>
    </message>
    <message>
        <source>Keep the card. Press first: the server is asked, and then it says here what to give.|Keep the cards. Press first: the server is asked, and then it says here what to give.</source>
        <translation>Karte behalten. Erst drücken: Der Server wird gefragt, dann steht hier, was zu geben ist.|Karten behalten. Erst drücken: Der Server wird gefragt, dann steht hier, was zu geben ist.</translation>
    </message>
    <message>
        <source>Only {refund_minor} is to go back: what has been used stays valid and paid.</source>
        <translation>Nur {refund_minor} geht zurück: Was schon eingelöst ist, bleibt gültig und bezahlt.</translation>
    </message>
    <message>
        <source>Press first, then give what it says here. A manager finds the rest as a case under Waiting.</source>
        <translation>Erst drücken, dann geben, was hier steht. Den Rest findet die Leitung als Fall unter Wartend.</translation>
    </message>
    <message>
        <source>Not known now whether {refund_minor} is still to go back: the server cannot be asked now.</source>
        <translation>Jetzt nicht bekannt, ob {refund_minor} noch zurückgeht: Der Server ist nicht zu fragen.</translation>
    </message>
    <message>
        <source>Give nothing back yet: it may be paid elsewhere or denied. The till asks again when the line is back.</source>
        <translation>Noch nichts zurückgeben: Es kann anderswo ausgezahlt oder bestritten sein. Die Kasse fragt wieder, wenn die Verbindung steht.</translation>
    </message>
    <message>
        <source>Not known yet whether {refund_minor} is still to go back: the server cannot tell it yet.</source>
        <translation>Noch nicht bekannt, ob {refund_minor} noch zurückgeht: Der Server kann es noch nicht sagen.</translation>
    </message>
    <message>
        <source>Give nothing back yet: it may be paid elsewhere or denied. Ask again; after a restore of the server the till does so by itself.</source>
        <translation>Noch nichts zurückgeben: Es kann anderswo ausgezahlt oder bestritten sein. Noch einmal fragen; wurde der Server wiederhergestellt, tut die Kasse das von selbst.</translation>
    </message>
    <message>
        <source>{refund_minor} is to go back, but look how: that has changed.</source>
        <translation>{refund_minor} geht zurück, aber sehen Sie, wie: Das hat sich geändert.</translation>
    </message>
    <message>
        <source>Give nothing yet. See how much it is and how it goes back, then press once more.</source>
        <translation>Noch nichts geben. Sehen, wie viel es ist und wie es zurückgeht, dann noch einmal drücken.</translation>
    </message>
    <message>
        <source>Give nothing back. Only if it has gone out from here already, say so under Waiting.</source>
        <translation>Nichts zurückgeben. Nur wenn es von hier schon ausgezahlt ist, das unter Wartend festhalten.</translation>
    </message>
    <message>
        <source>Recorded at {handed_at}: give {refund_minor} to the customer now, once.</source>
        <translation>Festgehalten um {handed_at}: {refund_minor} jetzt dem Kunden geben, einmal.</translation>
    </message>
    <message>
        <source>Find out whether it was given from here, and note it under Waiting.</source>
        <translation>Klären, ob es von hier gegeben wurde, und es unter Wartend festhalten.</translation>
    </message>
    <message>
        <source>{refund_minor} is recorded as given back at {handed_at}.</source>
        <translation>{refund_minor} sind als zurückgegeben festgehalten ({handed_at}).</translation>
    </message>
    <message>
        <source>It was not clear whether the money of this void is owed. A manager has settled that, so nothing goes back here.</source>
        <translation>Es war unklar, ob das Geld dieses Stornos geschuldet ist. Die Leitung hat das geklärt, hier geht nichts zurück.</translation>
    </message>
    <message>
        <source>The card is not valid any more, but the till that sold it says: not paid.|{count} cards are not valid any more, but the till that sold them says: not paid.</source>
        <translation>Die Karte gilt nicht mehr, aber die Kasse, die verkauft hat, meldet: nicht bezahlt.|{count} Karten gelten nicht mehr, aber die Kasse, die verkauft hat, meldet: nicht bezahlt.</translation>
    </message>
    <message>
        <source>The card has been used already, so nothing goes back.|The cards have been used already, so nothing goes back.</source>
        <translation>Die Karte ist schon eingelöst, darum wird nichts zurückgegeben.|Die Karten sind schon eingelöst, darum wird nichts zurückgegeben.</translation>
    </message>
    <message>
        <source>A manager finds the case under Waiting.</source>
        <translation>Die Leitung findet den Fall unter Wartend.</translation>
    </message>
    <message>
        <source>Neither a card nor a receipt</source>
        <translation>Weder eine Karte noch ein Beleg</translation>
    </message>
    <message>
        <source>Scan the barcode of the card or of the receipt.</source>
        <translation>Den Strichcode der Karte oder des Belegs scannen.</translation>
    </message>
    <message>
        <source>The card is not valid any more. {refund_minor} goes back once a manager has signed.|{count} cards are not valid any more. {refund_minor} goes back once a manager has signed.</source>
        <translation>Die Karte ist nicht mehr gültig. {refund_minor} gehen zurück, sobald die Leitung unterschrieben hat.|{count} Karten sind nicht mehr gültig. {refund_minor} gehen zurück, sobald die Leitung unterschrieben hat.</translation>
    </message>
    <message>
        <source>Give nothing back yet. A manager signs it under Waiting.</source>
        <translation>Noch nichts zurückgeben. Die Leitung unterschreibt unter Wartend.</translation>
    </message>
    <message>
        <source>A manager has signed; the server is being told.</source>
        <translation>Die Leitung hat unterschrieben; der Server erfährt es gerade.</translation>
    </message>
    <message>
        <source>Give nothing back yet.</source>
        <translation>Noch nichts zurückgeben.</translation>
    </message>
    <message>
        <source>It was voided before, so nothing more goes back.</source>
        <translation>Es war schon storniert, also geht nichts mehr zurück.</translation>
    </message>
    <message>
        <source>Nothing was left to void: the card was not activated, and its money is due.|Nothing was left to void: the cards were not activated, and their money is due.</source>
        <translation>Es gab nichts zu stornieren: Die Karte wurde nicht aktiviert, ihr Geld ist zurückzugeben.|Es gab nichts zu stornieren: Die Karten wurden nicht aktiviert, ihr Geld ist zurückzugeben.</translation>
    </message>
    <message>
        <source>The amount to give back waits under Waiting.</source>
        <translation>Der Betrag zum Zurückgeben steht unter Wartend.</translation>
    </message>
    <message>
        <source>Its money went back here before: what is active all the same is recalled</source>
        <translation>Das Geld ging hier schon zurück: was trotzdem aktiv ist, wird zurückgerufen</translation>
    </message>
    <message>
        <source>The server refused the void, so nothing goes back.</source>
        <translation>Der Server hat die Stornierung abgelehnt, also geht nichts zurück.</translation>
    </message>
    <message>
        <source>Partly activated</source>
        <translation>Zum Teil aktiviert</translation>
    </message>
    <message>
        <source>Not activated</source>
        <translation>Nicht aktiviert</translation>
    </message>
    <message>
        <source>Partly voided</source>
        <translation>Zum Teil storniert</translation>
    </message>
    <message>
        <source>Settled elsewhere as paid</source>
        <translation>Anderswo als bezahlt geklärt</translation>
    </message>
    <message>
        <source>The answer came meanwhile: nothing was voided. Look at the sale again.</source>
        <translation>Die Antwort kam inzwischen: Nichts wurde storniert. Den Verkauf noch einmal ansehen.</translation>
    </message>
    <message>
        <source>Not known yet what became of every card</source>
        <translation>Noch unklar, was aus jeder Karte wurde</translation>
    </message>
    <message>
        <source>The till that sold it says that it was not paid, so nothing goes back yet.</source>
        <translation>Die Kasse, die sie verkauft hat, meldet: nicht bezahlt. Deshalb geht noch nichts zurück.</translation>
    </message>
    <message>
        <source>Only {refund_minor} is to go back: {name} has taken on the rest elsewhere.</source>
        <translation>Nur {refund_minor} geht zurück: {name} hat den Rest anderswo übernommen.</translation>
    </message>
    <message>
        <source>The card was not activated. {refund_minor} is to go back.|{count} cards were not activated. {refund_minor} is to go back.</source>
        <translation>Die Karte wurde nicht aktiviert. {refund_minor} geht zurück.|{count} Karten wurden nicht aktiviert. {refund_minor} geht zurück.</translation>
    </message>
    <message>
        <source>Only {refund_minor} is to go back: the server did not void the rest.</source>
        <translation>Nur {refund_minor} geht zurück: Den Rest hat der Server nicht storniert.</translation>
    </message>
    <message>
        <source>Keep the cards. A manager settles that under Waiting first; then void it again.</source>
        <translation>Die Karten behalten. Die Leitung klärt das erst unter Wartend; danach noch einmal stornieren.</translation>
    </message>
    <message>
        <source>That sale is in {currency}, so nothing was voided and nothing goes back here.</source>
        <translation>Dieser Verkauf lautet auf {currency}: Hier wurde nichts storniert, und hier geht nichts zurück.</translation>
    </message>
    <message>
        <source>The store that sold it voids it and gives the money back.</source>
        <translation>Die Filiale, die ihn verkauft hat, storniert ihn und gibt das Geld zurück.</translation>
    </message>
    <message>
        <source>Its money may have gone back with its case: ask a manager</source>
        <translation>Das Geld ist vielleicht schon mit dem Fall zurückgegangen: die Leitung fragen</translation>
    </message>
    <message>
        <source>Paid back in its own store, in {currency}</source>
        <translation>Wird in der eigenen Filiale zurückgezahlt, in {currency}</translation>
    </message>
    <message>
        <source>Voided here before: settle that under Waiting first</source>
        <translation>Hier schon einmal storniert: das zuerst unter Wartend klären</translation>
    </message>
    <message>
        <source>No connection: this sale of another till can be shown when it is back.</source>
        <translation>Keine Verbindung: Dieser Verkauf einer anderen Kasse kann gezeigt werden, sobald sie wieder da ist.</translation>
    </message>
    <message>
        <source>This till is shut out: give nothing back here. A manager closes its case at another till.</source>
        <translation>Diese Kasse ist ausgeschlossen: hier nichts zurückgeben. Die Leitung schließt den Fall an einer anderen Kasse.</translation>
    </message>
    <message>
        <source>This till is shut out</source>
        <translation>Diese Kasse ist ausgeschlossen</translation>
    </message>
</context>
<context>
    <name>scanner_sheet</name>
    <message>
        <source>Scanner test sheet</source>
        <translation>Prüfblatt für Scanner</translation>
    </message>
    <message>
        <source>Open the settings of the till, choose Scanner, then scan each symbol below.</source>
        <translation>In der Einrichtung der Kasse Scanner wählen, dann jeden Strichcode unten scannen.</translation>
    </message>
    <message>
        <source>Print at actual size, without fitting it to the page.</source>
        <translation>In Originalgröße drucken, nicht an die Seite anpassen.</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Scanner</source>
        <translation>Scanner</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <source>Receipts</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>Töne</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
    <message>
        <source>My PIN</source>
        <translation>Meine PIN</translation>
    </message>
    <message>
        <source>This till</source>
        <translation>Diese Kasse</translation>
    </message>
    <message>
        <source>Scan both symbols, from here or from paper</source>
        <translation>Beide Strichcodes scannen, von hier oder vom Papier</translation>
    </message>
    <message>
        <source>Choose the camera that looks at the cards</source>
        <translation>Die Kamera wählen, die auf die Karten sieht</translation>
    </message>
    <message>
        <source>Choose how receipts come out, then print one</source>
        <translation>Wählen, wie Belege herauskommen, dann einen drucken</translation>
    </message>
    <message>
        <source>Make it loud enough to hear with customers in</source>
        <translation>Laut genug stellen, auch wenn viel Betrieb ist</translation>
    </message>
    <message>
        <source>Choose how the till speaks and looks</source>
        <translation>Wählen, wie die Kasse spricht und aussieht</translation>
    </message>
    <message>
        <source>Choose a new PIN that only you know</source>
        <translation>Eine neue PIN wählen, die sonst niemand kennt</translation>
    </message>
    <message>
        <source>What to read out when you call for help</source>
        <translation>Was am Telefon vorzulesen ist, wenn Hilfe gebraucht wird</translation>
    </message>
    <message>
        <source>As a keyboard</source>
        <translation>Als Tastatur</translation>
    </message>
    <message>
        <source>Keyboard and {port}</source>
        <translation>Tastatur und {port}</translation>
    </message>
    <message>
        <source>The first one found</source>
        <translation>Die erste gefundene</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>One chosen</source>
        <translation>Eine bestimmte</translation>
    </message>
    <message>
        <source>As PDF files</source>
        <translation>Als PDF-Dateien</translation>
    </message>
    <message>
        <source>Printer on the network</source>
        <translation>Drucker im Netzwerk</translation>
    </message>
    <message>
        <source>Printer on USB</source>
        <translation>Drucker an USB</translation>
    </message>
    <message>
        <source>Printer as a device file</source>
        <translation>Drucker als Gerätedatei</translation>
    </message>
    <message>
        <source>Volume {volume} %</source>
        <translation>Lautstärke {volume} %</translation>
    </message>
    <message>
        <source>English, light</source>
        <translation>Englisch, hell</translation>
    </message>
    <message>
        <source>English, dark</source>
        <translation>Englisch, dunkel</translation>
    </message>
    <message>
        <source>English, as the computer</source>
        <translation>Englisch, wie der Computer</translation>
    </message>
    <message>
        <source>German, light</source>
        <translation>Deutsch, hell</translation>
    </message>
    <message>
        <source>German, dark</source>
        <translation>Deutsch, dunkel</translation>
    </message>
    <message>
        <source>German, as the computer</source>
        <translation>Deutsch, wie der Computer</translation>
    </message>
    <message>
        <source>Choose a new one</source>
        <translation>Eine neue wählen</translation>
    </message>
    <message>
        <source>Number, server, version</source>
        <translation>Nummer, Server, Version</translation>
    </message>
    <message>
        <source>The settings could not be read and were kept aside as {file}; the defaults hold now</source>
        <translation>Die Einrichtung war nicht lesbar und wurde als {file} beiseitegelegt; jetzt gelten die Vorgaben</translation>
    </message>
    <message>
        <source>The settings could not be read from the disk; the defaults hold now</source>
        <translation>Die Einrichtung konnte nicht von der Festplatte gelesen werden; jetzt gelten die Vorgaben</translation>
    </message>
    <message>
        <source>This choice could not be stored</source>
        <translation>Diese Wahl konnte nicht gespeichert werden</translation>
    </message>
    <message>
        <source>It holds until the till is closed. Free some space on the disk, choose again.</source>
        <translation>Sie gilt, bis die Kasse geschlossen wird. Platz auf der Festplatte schaffen und neu wählen.</translation>
    </message>
    <message>
        <source>Digits, as on a card</source>
        <translation>Ziffern, wie auf einer Karte</translation>
    </message>
    <message>
        <source>Letters and signs</source>
        <translation>Buchstaben und Zeichen</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Not scanned yet</source>
        <translation>Noch nicht gescannt</translation>
    </message>
    <message>
        <source>Nothing scanned yet</source>
        <translation>Noch nichts gescannt</translation>
    </message>
    <message>
        <source>A scanner that reads no screens needs the sheet on paper. Nothing is sold on this page.</source>
        <translation>Ein Scanner, der keine Bildschirme liest, braucht das Blatt auf Papier. Auf dieser Seite wird nichts verkauft.</translation>
    </message>
    <message>
        <source>This symbol came through rightly</source>
        <translation>Dieser Strichcode kam richtig an</translation>
    </message>
    <message>
        <source>Scan the other one as well.</source>
        <translation>Auch den anderen scannen.</translation>
    </message>
    <message>
        <source>The scanner works</source>
        <translation>Der Scanner arbeitet richtig</translation>
    </message>
    <message>
        <source>Both symbols came through as they are printed.</source>
        <translation>Beide Strichcodes kamen an, wie sie gedruckt sind.</translation>
    </message>
    <message>
        <source>The scanner adds signs to what it reads</source>
        <translation>Der Scanner fügt Zeichen hinzu</translation>
    </message>
    <message>
        <source>Let the till take them off again; then scans are told from typing even better.</source>
        <translation>Die Kasse kann sie wieder abnehmen; dann sind Scans noch besser vom Tippen zu unterscheiden.</translation>
    </message>
    <message>
        <source>Capitals and small letters are exchanged</source>
        <translation>Groß- und Kleinbuchstaben sind vertauscht</translation>
    </message>
    <message>
        <source>Switch Caps Lock off, on the keyboard and in the scanner&apos;s own settings, and scan again.</source>
        <translation>Die Feststelltaste ausschalten, an der Tastatur und im Scanner, und neu scannen.</translation>
    </message>
    <message>
        <source>The scanner and this computer use different keyboards</source>
        <translation>Scanner und Computer verwenden verschiedene Tastaturen</translation>
    </message>
    <message>
        <source>Cards are read all the same, since they have digits only. Letters are not.</source>
        <translation>Karten werden trotzdem gelesen, weil sie nur Ziffern haben. Buchstaben nicht.</translation>
    </message>
    <message>
        <source>The scanner adds more signs than the till can take off</source>
        <translation>Der Scanner fügt mehr Zeichen hinzu, als die Kasse abnehmen kann</translation>
    </message>
    <message>
        <source>Set the scanner back by the code in its manual, then scan again.</source>
        <translation>Den Scanner mit dem Code aus seiner Anleitung zurücksetzen, dann neu scannen.</translation>
    </message>
    <message>
        <source>The scanner types slowly</source>
        <translation>Der Scanner tippt langsam</translation>
    </message>
    <message>
        <source>At the checkout a card would be taken for typing. Let the till wait longer.</source>
        <translation>Beim Kassieren hielte die Kasse eine Karte für Tippen. Sie kann länger warten.</translation>
    </message>
    <message>
        <source>The scanner types too slowly</source>
        <translation>Der Scanner tippt zu langsam</translation>
    </message>
    <message>
        <source>Set it to a shorter pause between two signs, or to a sign in front that nobody types. Its manual says how.</source>
        <translation>Am Scanner die Pause zwischen zwei Zeichen verkürzen oder ein Zeichen davorsetzen, das niemand tippt. Wie, steht in seiner Anleitung.</translation>
    </message>
    <message>
        <source>That was not a symbol of the sheet</source>
        <translation>Das war kein Strichcode des Blattes</translation>
    </message>
    <message>
        <source>Nothing was sold or changed. Scan one of the symbols above.</source>
        <translation>Nichts wurde verkauft oder geändert. Einen der Strichcodes oben scannen.</translation>
    </message>
    <message>
        <source>Changed, and not proved yet</source>
        <translation>Geändert und noch nicht geprüft</translation>
    </message>
    <message>
        <source>Scan both symbols again.</source>
        <translation>Beide Strichcodes noch einmal scannen.</translation>
    </message>
    <message>
        <source>Prefix and suffix are forgotten</source>
        <translation>Vor- und Nachzeichen sind vergessen</translation>
    </message>
    <message>
        <source>The test sheet is ready to print</source>
        <translation>Das Prüfblatt ist druckfertig</translation>
    </message>
    <message>
        <source>{file}</source>
        <translation>{file}</translation>
    </message>
    <message>
        <source>The sheet could not be written</source>
        <translation>Das Blatt konnte nicht gespeichert werden</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Angekommen</translation>
    </message>
    <message>
        <source>Should be</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Names the kind of barcode: {aim}</source>
        <translation>Nennt die Art des Strichcodes: {aim}</translation>
    </message>
    <message>
        <source>Save the test sheet</source>
        <translation>Prüfblatt speichern</translation>
    </message>
    <message>
        <source>Where shall the sheet go?</source>
        <translation>Wohin mit dem Blatt?</translation>
    </message>
    <message>
        <source>Keyboard of the scanner</source>
        <translation>Tastatur des Scanners</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>US</source>
        <translation>US</translation>
    </message>
    <message>
        <source>This computer&apos;s</source>
        <translation>Die dieses Computers</translation>
    </message>
    <message>
        <source>Taken off before and after</source>
        <translation>Davor und danach abgenommen</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Scanner on a serial port</source>
        <translation>Scanner an serieller Schnittstelle</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>Take off {prefix} and {suffix}</source>
        <translation>{prefix} und {suffix} abnehmen</translation>
    </message>
    <message>
        <source>Take off {prefix}</source>
        <translation>{prefix} abnehmen</translation>
    </message>
    <message>
        <source>Take off {suffix}</source>
        <translation>{suffix} abnehmen</translation>
    </message>
    <message>
        <source>Read it as a US keyboard</source>
        <translation>Als US-Tastatur lesen</translation>
    </message>
    <message>
        <source>Read it as this computer&apos;s keyboard</source>
        <translation>Als Tastatur dieses Computers lesen</translation>
    </message>
    <message>
        <source>Wait longer for it</source>
        <translation>Länger auf ihn warten</translation>
    </message>
    <message>
        <source>There is none</source>
        <translation>Es gibt keine</translation>
    </message>
    <message>
        <source>No camera</source>
        <translation>Keine Kamera</translation>
    </message>
    <message>
        <source>A camera that is not connected</source>
        <translation>Eine Kamera, die nicht angeschlossen ist</translation>
    </message>
    <message>
        <source>Hold a card before it, a hand&apos;s width away. The picture shows where it was seen.</source>
        <translation>Eine Karte eine Handbreit davor halten. Das Bild zeigt, wo sie gesehen wurde.</translation>
    </message>
    <message>
        <source>Pictures are looked at for barcodes and never stored or sent.</source>
        <translation>Bilder werden nach Strichcodes durchsucht, aber nie gespeichert oder gesendet.</translation>
    </message>
    <message>
        <source>No picture</source>
        <translation>Kein Bild</translation>
    </message>
    <message>
        <source>No camera found</source>
        <translation>Keine Kamera gefunden</translation>
    </message>
    <message>
        <source>The hand scanner and pictures dropped on the window work without one.</source>
        <translation>Der Handscanner und auf dem Fenster abgelegte Bilder gehen auch ohne.</translation>
    </message>
    <message>
        <source>The camera reads</source>
        <translation>Die Kamera liest</translation>
    </message>
    <message>
        <source>A card that ends in {last_four}. Nothing is sold on this page.</source>
        <translation>Eine Karte, die auf {last_four} endet. Auf dieser Seite wird nichts verkauft.</translation>
    </message>
    <message>
        <source>A barcode that is no card&apos;s. Nothing is sold on this page.</source>
        <translation>Einen Barcode, der zu keiner Karte gehört. Auf dieser Seite wird nichts verkauft.</translation>
    </message>
    <message>
        <source>The till was started without a camera</source>
        <translation>Die Kasse wurde ohne Kamera gestartet</translation>
    </message>
    <message>
        <source>{file} stands in the camera&apos;s place</source>
        <translation>{file} steht an Stelle der Kamera</translation>
    </message>
    <message>
        <source>Start the till without --camera, and the choice below holds.</source>
        <translation>Die Kasse ohne --camera starten, dann gilt die Auswahl unten.</translation>
    </message>
    <message>
        <source>The chosen camera is not connected</source>
        <translation>Die gewählte Kamera ist nicht angeschlossen</translation>
    </message>
    <message>
        <source>Plug it in again, or choose another one.</source>
        <translation>Wieder anstecken oder eine andere wählen.</translation>
    </message>
    <message>
        <source>PDF files</source>
        <translation>PDF-Dateien</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>USB</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>Device file</source>
        <translation>Gerätedatei</translation>
    </message>
    <message>
        <source>Address of the printer</source>
        <translation>Adresse des Druckers</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>USB vendor number</source>
        <translation>USB-Herstellernummer</translation>
    </message>
    <message>
        <source>USB product number</source>
        <translation>USB-Produktnummer</translation>
    </message>
    <message>
        <source>The printer prints it when its feed button is held while it is switched on.</source>
        <translation>Der Drucker druckt sie, wenn seine Vorschubtaste beim Einschalten gehalten wird.</translation>
    </message>
    <message>
        <source>Four signs each, as lsusb or the device list of the computer shows them.</source>
        <translation>Je vier Zeichen, wie lsusb oder die Geräteliste des Computers sie zeigt.</translation>
    </message>
    <message>
        <source>For instance /dev/usb/lp0. A plain file collects receipts without a printer.</source>
        <translation>Zum Beispiel /dev/usb/lp0. Eine gewöhnliche Datei sammelt Belege ohne Drucker.</translation>
    </message>
    <message>
        <source>Characters in a line</source>
        <translation>Zeichen in einer Zeile</translation>
    </message>
    <message>
        <source>Cash drawer on the printer</source>
        <translation>Kassenlade am Drucker</translation>
    </message>
    <message>
        <source>Opens with cash</source>
        <translation>Öffnet bei Barzahlung</translation>
    </message>
    <message>
        <source>No drawer</source>
        <translation>Keine Lade</translation>
    </message>
    <message>
        <source>Folder for receipts</source>
        <translation>Ordner für Belege</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>After writing a receipt</source>
        <translation>Nach dem Schreiben eines Belegs</translation>
    </message>
    <message>
        <source>Show it</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Just keep it</source>
        <translation>Nur aufbewahren</translation>
    </message>
    <message>
        <source>Print a test receipt</source>
        <translation>Probebeleg drucken</translation>
    </message>
    <message>
        <source>Write a test receipt</source>
        <translation>Probebeleg schreiben</translation>
    </message>
    <message>
        <source>Open the drawer</source>
        <translation>Lade öffnen</translation>
    </message>
    <message>
        <source>The test receipt</source>
        <translation>Der Probebeleg</translation>
    </message>
    <message>
        <source>Printing</source>
        <translation>Wird gedruckt</translation>
    </message>
    <message>
        <source>Waiting for the printer to say it is done.</source>
        <translation>Der Drucker soll melden, dass er fertig ist.</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Gedruckt</translation>
    </message>
    <message>
        <source>The printer says that all of it is on paper. Is the line of digits whole?</source>
        <translation>Der Drucker meldet, dass alles auf dem Papier ist. Ist die Ziffernzeile ganz?</translation>
    </message>
    <message>
        <source>All of it was handed over. This printer cannot say whether it is on paper.</source>
        <translation>Alles wurde übergeben. Dieser Drucker kann nicht sagen, ob es auf dem Papier ist.</translation>
    </message>
    <message>
        <source>All of it is on paper. The roll is nearly used up.</source>
        <translation>Alles ist auf dem Papier. Die Rolle ist fast zu Ende.</translation>
    </message>
    <message>
        <source>The receipt is written</source>
        <translation>Der Beleg ist geschrieben</translation>
    </message>
    <message>
        <source>The drawer was told to open</source>
        <translation>Die Lade sollte sich öffnen</translation>
    </message>
    <message>
        <source>If it stays shut, check the cable between printer and drawer.</source>
        <translation>Bleibt sie zu, das Kabel zwischen Drucker und Lade prüfen.</translation>
    </message>
    <message>
        <source>The printer does not answer</source>
        <translation>Der Drucker antwortet nicht</translation>
    </message>
    <message>
        <source>Check that it is switched on, its cable, and the address above.</source>
        <translation>Prüfen, ob er eingeschaltet ist, sein Kabel und die Adresse oben.</translation>
    </message>
    <message>
        <source>The printer is not ready</source>
        <translation>Der Drucker ist nicht bereit</translation>
    </message>
    <message>
        <source>Press its feed button, or switch it off and on. Nothing was printed.</source>
        <translation>Vorschubtaste drücken oder aus- und einschalten. Nichts wurde gedruckt.</translation>
    </message>
    <message>
        <source>The printer has no paper</source>
        <translation>Der Drucker hat kein Papier</translation>
    </message>
    <message>
        <source>Put in a roll and print again. Nothing was printed.</source>
        <translation>Rolle einlegen und noch einmal drucken. Nichts wurde gedruckt.</translation>
    </message>
    <message>
        <source>The printer&apos;s cover is open</source>
        <translation>Der Deckel des Druckers ist offen</translation>
    </message>
    <message>
        <source>Close it and print again. Nothing was printed.</source>
        <translation>Schließen und noch einmal drucken. Nichts wurde gedruckt.</translation>
    </message>
    <message>
        <source>The printer reports a fault</source>
        <translation>Der Drucker meldet eine Störung</translation>
    </message>
    <message>
        <source>Switch it off and on; look for paper in the cutter. Nothing was printed.</source>
        <translation>Aus- und einschalten; nachsehen, ob Papier im Messer steckt. Nichts wurde gedruckt.</translation>
    </message>
    <message>
        <source>The paper ran out in the middle</source>
        <translation>Mittendrin ging das Papier aus</translation>
    </message>
    <message>
        <source>Put in a roll, throw the torn piece away, and print again.</source>
        <translation>Rolle einlegen, das abgerissene Stück wegwerfen und noch einmal drucken.</translation>
    </message>
    <message>
        <source>The cover was opened while it printed</source>
        <translation>Der Deckel wurde beim Drucken geöffnet</translation>
    </message>
    <message>
        <source>Close it, throw the torn piece away, and print again.</source>
        <translation>Schließen, das abgerissene Stück wegwerfen und noch einmal drucken.</translation>
    </message>
    <message>
        <source>The printer stopped in the middle</source>
        <translation>Der Drucker hielt mittendrin an</translation>
    </message>
    <message>
        <source>Press its feed button, throw the torn piece away, and print again.</source>
        <translation>Vorschubtaste drücken, das abgerissene Stück wegwerfen und noch einmal drucken.</translation>
    </message>
    <message>
        <source>The printer failed in the middle</source>
        <translation>Der Drucker fiel mittendrin aus</translation>
    </message>
    <message>
        <source>Switch it off and on, throw the torn piece away, and print again.</source>
        <translation>Aus- und einschalten, das abgerissene Stück wegwerfen und noch einmal drucken.</translation>
    </message>
    <message>
        <source>The line to the printer broke</source>
        <translation>Die Verbindung zum Drucker brach ab</translation>
    </message>
    <message>
        <source>Look what came out, throw a torn piece away, and print again.</source>
        <translation>Nachsehen, was herauskam, ein abgerissenes Stück wegwerfen und noch einmal drucken.</translation>
    </message>
    <message>
        <source>The printer does not say that it is done</source>
        <translation>Der Drucker meldet nicht, dass er fertig ist</translation>
    </message>
    <message>
        <source>Look what came out. If it is whole, choose this printer as a device file.</source>
        <translation>Nachsehen, was herauskam. Ist es ganz, diesen Drucker als Gerätedatei wählen.</translation>
    </message>
    <message>
        <source>This computer has no library for printers on USB</source>
        <translation>Diesem Computer fehlt die Bibliothek für USB-Drucker</translation>
    </message>
    <message>
        <source>Install libusb and pyusb, or use the printer as a device file.</source>
        <translation>libusb und pyusb installieren oder den Drucker als Gerätedatei verwenden.</translation>
    </message>
    <message>
        <source>The receipt could not be written</source>
        <translation>Der Beleg konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space on the disk.</source>
        <translation>Einen anderen Ordner wählen oder Platz auf der Festplatte schaffen.</translation>
    </message>
    <message>
        <source>There is no drawer without a printer</source>
        <translation>Ohne Drucker gibt es keine Lade</translation>
    </message>
    <message>
        <source>Choose a receipt printer first.</source>
        <translation>Erst einen Belegdrucker wählen.</translation>
    </message>
    <message>
        <source>Only letters, digits, dots and hyphens</source>
        <translation>Nur Buchstaben, Ziffern, Punkte und Bindestriche</translation>
    </message>
    <message>
        <source>A number up to 65535</source>
        <translation>Eine Zahl bis 65535</translation>
    </message>
    <message>
        <source>Four signs of 0-9 and a-f</source>
        <translation>Vier Zeichen aus 0-9 und a-f</translation>
    </message>
    <message>
        <source>This is no path</source>
        <translation>Das ist kein Pfad</translation>
    </message>
    <message>
        <source>It is printing</source>
        <translation>Es wird gedruckt</translation>
    </message>
    <message>
        <source>Fill in the fields first</source>
        <translation>Erst die Felder ausfüllen</translation>
    </message>
    <message>
        <source>There is no drawer</source>
        <translation>Es gibt keine Lade</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>{volume} %</source>
        <translation>{volume} %</translation>
    </message>
    <message>
        <source>Softer</source>
        <translation>Leiser</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>Lauter</translation>
    </message>
    <message>
        <source>A refusal is always heard, at 40 % at least, and repeated every 5 s.</source>
        <translation>Eine Ablehnung ist immer zu hören, mit mindestens 40 %, und wird alle 5 s wiederholt.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Scanned</source>
        <translation>Gescannt</translation>
    </message>
    <message>
        <source>One short high tick</source>
        <translation>Ein kurzer heller Ton</translation>
    </message>
    <message>
        <source>Activated</source>
        <translation>Aktiviert</translation>
    </message>
    <message>
        <source>Two rising notes</source>
        <translation>Zwei steigende Töne</translation>
    </message>
    <message>
        <source>Not activated</source>
        <translation>Nicht aktiviert</translation>
    </message>
    <message>
        <source>Two low falling notes, the loudest</source>
        <translation>Zwei tiefe fallende Töne, die lautesten</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch unklar</translation>
    </message>
    <message>
        <source>One middle note</source>
        <translation>Ein mittlerer Ton</translation>
    </message>
    <message>
        <source>Scan not taken</source>
        <translation>Scan nicht angenommen</translation>
    </message>
    <message>
        <source>One low note</source>
        <translation>Ein tiefer Ton</translation>
    </message>
    <message>
        <source>No loudspeaker found</source>
        <translation>Kein Lautsprecher gefunden</translation>
    </message>
    <message>
        <source>The till works without sound. Watch the screen, or connect a loudspeaker.</source>
        <translation>Die Kasse geht auch ohne Ton. Auf den Bildschirm achten oder einen Lautsprecher anschließen.</translation>
    </message>
    <message>
        <source>As soft as it goes</source>
        <translation>Leiser geht es nicht</translation>
    </message>
    <message>
        <source>As loud as it goes</source>
        <translation>Lauter geht es nicht</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Receipts keep the language of the shop.</source>
        <translation>Belege behalten die Sprache des Geschäfts.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>As the computer</source>
        <translation>Wie der Computer</translation>
    </message>
    <message>
        <source>Motion on the screen</source>
        <translation>Bewegung auf dem Bildschirm</translation>
    </message>
    <message>
        <source>Short movements</source>
        <translation>Kurze Bewegungen</translation>
    </message>
    <message>
        <source>No movements</source>
        <translation>Keine Bewegungen</translation>
    </message>
    <message>
        <source>The three answers never move. Holding a button still shows how far it is.</source>
        <translation>Die drei Antworten bewegen sich nie. Beim Halten zeigt der Knopf weiter, wie weit es ist.</translation>
    </message>
    <message>
        <source>Lock the till when nobody uses it for</source>
        <translation>Kasse sperren, wenn niemand sie benutzt, nach</translation>
    </message>
    <message>
        <source>The basket stays. Whoever goes on enters a PIN.</source>
        <translation>Der Warenkorb bleibt. Wer weitermacht, gibt eine PIN ein.</translation>
    </message>
    <message>
        <source>1 min|{count} min</source>
        <translation>1 min|{count} min</translation>
    </message>
    <message>
        <source>As the shop, 1 min|As the shop, {count} min</source>
        <translation>Wie das Geschäft, 1 min|Wie das Geschäft, {count} min</translation>
    </message>
    <message>
        <source>Enter your PIN as it is now</source>
        <translation>Die jetzige PIN eingeben</translation>
    </message>
    <message>
        <source>Enter the new PIN</source>
        <translation>Die neue PIN eingeben</translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>Noch einmal dieselbe PIN</translation>
    </message>
    <message>
        <source>Entered twice, the same</source>
        <translation>Zweimal gleich eingegeben</translation>
    </message>
    <message>
        <source>Then press the arrow</source>
        <translation>Dann den Pfeil drücken</translation>
    </message>
    <message>
        <source>At least 6 digits</source>
        <translation>Mindestens 6 Ziffern</translation>
    </message>
    <message>
        <source>The PIN is entered</source>
        <translation>Die PIN ist eingegeben</translation>
    </message>
    <message>
        <source>Anybody would try this one first. Choose another.</source>
        <translation>Diese probiert jeder zuerst. Eine andere wählen.</translation>
    </message>
    <message>
        <source>The two were not the same. Start again.</source>
        <translation>Die beiden waren nicht gleich. Von vorn beginnen.</translation>
    </message>
    <message>
        <source>That is the PIN you have. Choose another.</source>
        <translation>Das ist die jetzige PIN. Eine andere wählen.</translation>
    </message>
    <message>
        <source>You stay signed in here. At every other till your sign-in ends.</source>
        <translation>Die Anmeldung hier bleibt. An jeder anderen Kasse endet sie.</translation>
    </message>
    <message>
        <source>The demo&apos;s sign-in screen goes on showing the old PIN.</source>
        <translation>Die Anmeldung der Demo zeigt weiter die alte PIN.</translation>
    </message>
    <message>
        <source>Change my PIN</source>
        <translation>Meine PIN ändern</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>Von vorn</translation>
    </message>
    <message>
        <source>Enter your PIN, then the new one twice</source>
        <translation>Erst die jetzige PIN, dann zweimal die neue</translation>
    </message>
    <message>
        <source>Waiting for the server</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>Your PIN is changed</source>
        <translation>Die PIN ist geändert</translation>
    </message>
    <message>
        <source>Sign in with the new one from now on. At other tills you are signed out.</source>
        <translation>Ab jetzt gilt die neue. An anderen Kassen ist die Anmeldung beendet.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Nothing was changed; try again.</source>
        <translation>Der Server ist nicht zu erreichen. Nichts wurde geändert; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No answer: it is not known whether your PIN was changed</source>
        <translation>Keine Antwort: ob die PIN geändert wurde, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Sign in with the new PIN. If that is wrong, the old one still holds.</source>
        <translation>Mit der neuen PIN anmelden. Ist sie falsch, gilt noch die alte.</translation>
    </message>
    <message>
        <source>That is not your PIN as it is now. Nothing was changed.</source>
        <translation>Das ist nicht die jetzige PIN. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Nothing was changed; a manager has to unlock you.</source>
        <translation>Zu viele falsche PINs. Nichts wurde geändert; die Leitung muss freischalten.</translation>
    </message>
    <message>
        <source>The server does not take this PIN. Choose another.</source>
        <translation>Der Server nimmt diese PIN nicht. Eine andere wählen.</translation>
    </message>
    <message>
        <source>Your role does not allow that. Ask a manager or the administrator.</source>
        <translation>Das darf diese Rolle nicht. Die Leitung oder die Administration fragen.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Nothing was changed; sign in again.</source>
        <translation>Die Anmeldung ist abgelaufen. Nichts wurde geändert; neu anmelden.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Die Administration rufen.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst ist ausgeschlossen. An eine andere Kasse gehen.</translation>
    </message>
    <message>
        <source>This server does not know how to do that. Call the administrator.</source>
        <translation>Dieser Server kann das nicht. Die Administration rufen.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Nothing was changed; try again.</source>
        <translation>Der Server kann es gerade nicht. Nichts wurde geändert; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Till</source>
        <translation>Kasse</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Filiale</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Key of this till</source>
        <translation>Schlüssel dieser Kasse</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Datenordner</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>{text}</source>
        <translation>{text}</translation>
    </message>
    <message>
        <source>In the keyring of this computer</source>
        <translation>Im Schlüsselbund dieses Computers</translation>
    </message>
    <message>
        <source>In a file that only this user can read; there is no keyring here</source>
        <translation>In einer Datei, die nur dieses Konto lesen kann; es gibt hier keinen Schlüsselbund</translation>
    </message>
    <message>
        <source>A demo shop on this computer</source>
        <translation>Ein Demo-Geschäft auf diesem Computer</translation>
    </message>
    <message>
        <source>A manager has locked you. Nothing was changed; a manager has to unlock you.</source>
        <translation>Die Leitung hat Sie gesperrt. Nichts wurde geändert; die Leitung muss freischalten.</translation>
    </message>
</context>
<context>
    <name>sign_in</name>
    <message>
        <source>Who is working?</source>
        <translation>Wer arbeitet?</translation>
    </message>
    <message>
        <source>Choose your name, or scan your badge.</source>
        <translation>Namen wählen oder Ausweis scannen.</translation>
    </message>
    <message>
        <source>The server was restored and waits for this till&apos;s sales: somebody who sells has to sign in here.</source>
        <translation>Der Server wurde wiederhergestellt und wartet auf die Verkäufe dieser Kasse: Jemand, der verkauft, muss sich hier anmelden.</translation>
    </message>
    <message>
        <source>This till is locked</source>
        <translation>Kasse gesperrt</translation>
    </message>
    <message>
        <source>Scan your badge</source>
        <translation>Ausweis scannen</translation>
    </message>
    <message>
        <source>Works at any time, with every scanner</source>
        <translation>Geht jederzeit, mit jedem Scanner</translation>
    </message>
    <message>
        <source>Badge read</source>
        <translation>Ausweis gelesen</translation>
    </message>
    <message>
        <source>Choose your name first</source>
        <translation>Erst den Namen wählen</translation>
    </message>
    <message>
        <source>{name}, enter your PIN</source>
        <translation>{name}, PIN eingeben</translation>
    </message>
    <message>
        <source>Badge read, enter your PIN</source>
        <translation>Ausweis gelesen, PIN eingeben</translation>
    </message>
    <message>
        <source>At least 6 digits</source>
        <translation>Mindestens 6 Ziffern</translation>
    </message>
    <message>
        <source>Checking the PIN</source>
        <translation>Die PIN wird geprüft</translation>
    </message>
    <message>
        <source>Forgotten PIN? A manager can set a new one.</source>
        <translation>PIN vergessen? Die Leitung kann eine neue vergeben.</translation>
    </message>
    <message>
        <source>One card stays in the basket|{count} cards stay in the basket</source>
        <translation>Eine Karte bleibt im Warenkorb|{count} Karten bleiben im Warenkorb</translation>
    </message>
    <message>
        <source>This is not the right PIN</source>
        <translation>Das ist nicht die richtige PIN</translation>
    </message>
    <message>
        <source>Badge and PIN do not fit together</source>
        <translation>Ausweis und PIN passen nicht zusammen</translation>
    </message>
    <message>
        <source>Too many wrong PINs. A manager has to unlock this name.</source>
        <translation>Zu viele falsche PINs. Die Leitung muss diesen Namen freischalten.</translation>
    </message>
    <message>
        <source>This person does not work at tills</source>
        <translation>Diese Person arbeitet nicht an Kassen</translation>
    </message>
    <message>
        <source>This till has been shut out. A manager settles its sales at another till.</source>
        <translation>Diese Kasse wurde ausgeschlossen. Die Leitung klärt ihre Verkäufe an einer anderen Kasse.</translation>
    </message>
    <message>
        <source>The server does not know this till. The administrator readmits it by this support code: {code}</source>
        <translation>Der Server kennt diese Kasse nicht. Die Administration lässt sie mit diesem Support-Code wieder zu: {code}</translation>
    </message>
    <message>
        <source>The server takes no changes. Call the administrator.</source>
        <translation>Der Server nimmt keine Änderungen an. Die Administration rufen.</translation>
    </message>
    <message>
        <source>The server cannot check the PIN now. Try again.</source>
        <translation>Der Server kann die PIN gerade nicht prüfen. Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No answer from the server. Enter your PIN again when it is back.</source>
        <translation>Keine Antwort vom Server. Die PIN noch einmal eingeben, wenn er wieder da ist.</translation>
    </message>
    <message>
        <source>This is no staff badge</source>
        <translation>Das ist kein Mitarbeiterausweis</translation>
    </message>
    <message>
        <source>No badge can be read on this picture</source>
        <translation>Auf diesem Bild ist kein Ausweis zu lesen</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>Nobody can sign in until it is back. The till keeps trying by itself.</source>
        <translation>Bis sie wieder da ist, kann sich niemand anmelden. Die Kasse versucht es von selbst weiter.</translation>
    </message>
    <message>
        <source>The server takes no changes</source>
        <translation>Der Server nimmt keine Änderungen an</translation>
    </message>
    <message>
        <source>Nobody can sign in. Its disk is full or damaged: call the administrator.</source>
        <translation>Niemand kann sich anmelden. Seine Festplatte ist voll oder beschädigt: die Administration rufen.</translation>
    </message>
    <message>
        <source>This till&apos;s own server does not start</source>
        <translation>Der eigene Server dieser Kasse startet nicht</translation>
    </message>
    <message>
        <source>It is tried again by itself. Restart the computer; if that does not help, call the administrator and read this out: {said}</source>
        <translation>Er wird von selbst wieder gestartet. Den Rechner neu starten; hilft das nicht, die Administration rufen und ihr das vorlesen: {said}</translation>
    </message>
    <message>
        <source>The shop&apos;s data on this computer is damaged</source>
        <translation>Die Daten des Geschäfts auf diesem Computer sind beschädigt</translation>
    </message>
    <message>
        <source>Nothing can be sold here until the last backup is put back. Switch nothing off; call the administrator.</source>
        <translation>Hier kann nichts verkauft werden, bis die letzte Sicherung zurückgespielt ist. Nichts ausschalten; die Administration rufen.</translation>
    </message>
    <message>
        <source>The shop&apos;s keys cannot be read on this computer</source>
        <translation>Die Schlüssel des Geschäfts sind auf diesem Computer nicht lesbar</translation>
    </message>
    <message>
        <source>Nothing can be sold here until the key file is put back, or written again from the recovery sheet. Call the administrator.</source>
        <translation>Hier kann nichts verkauft werden, bis die Schlüsseldatei zurückgelegt oder vom Wiederherstellungsblatt neu geschrieben ist. Die Administration rufen.</translation>
    </message>
    <message>
        <source>A manager has locked this name. A manager has to unlock it.</source>
        <translation>Die Leitung hat diesen Namen gesperrt. Die Leitung muss ihn freischalten.</translation>
    </message>
</context>
<context>
    <name>staff</name>
    <message>
        <source>Clerk</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Support</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administration</translation>
    </message>
    <message>
        <source>The names appear as soon as the server answers.</source>
        <translation>Die Namen erscheinen, sobald der Server antwortet.</translation>
    </message>
    <message>
        <source>PIN {pin}</source>
        <translation>PIN {pin}</translation>
    </message>
</context>
<context>
    <name>staff_page</name>
    <message>
        <source>Staff and tills</source>
        <translation>Personal und Kassen</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>Tills</source>
        <translation>Kassen</translation>
    </message>
    <message>
        <source>Asking the server</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>Nobody works here yet</source>
        <translation>Hier arbeitet noch niemand</translation>
    </message>
    <message>
        <source>No till has been let in yet</source>
        <translation>Noch ist keine Kasse eingelassen</translation>
    </message>
    <message>
        <source>Let one in with a code that lives for 15 minutes.</source>
        <translation>Eine Kasse kommt mit einem Code herein, der 15 Minuten gilt.</translation>
    </message>
    <message>
        <source>Take the first person on.</source>
        <translation>Die erste Person einstellen.</translation>
    </message>
    <message>
        <source>Choose a person to unlock, or to give a new PIN or another role.</source>
        <translation>Jemanden wählen, um zu entsperren oder eine neue PIN oder eine andere Rolle zu geben.</translation>
    </message>
    <message>
        <source>Choose a till to see where it stands, or to shut it out.</source>
        <translation>Eine Kasse wählen, um zu sehen, wie es um sie steht, oder um sie auszuschließen.</translation>
    </message>
    <message>
        <source>Staff and tills cannot be shown</source>
        <translation>Personal und Kassen können nicht gezeigt werden</translation>
    </message>
    <message>
        <source>Clerk</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Leitung</translation>
    </message>
    <message>
        <source>Studio</source>
        <translation>Studio</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Support</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administration</translation>
    </message>
    <message>
        <source>Can sign in</source>
        <translation>Kann sich anmelden</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Taken off the staff</source>
        <translation>Nicht mehr im Personal</translation>
    </message>
    <message>
        <source>How does {name} sign in from now on?</source>
        <translation>Wie meldet sich {name} ab jetzt an?</translation>
    </message>
    <message>
        <source>With the PIN as it is</source>
        <translation>Mit der bisherigen PIN</translation>
    </message>
    <message>
        <source>With a new PIN</source>
        <translation>Mit einer neuen PIN</translation>
    </message>
    <message>
        <source>With another role</source>
        <translation>Mit einer anderen Rolle</translation>
    </message>
    <message>
        <source>Enter the new PIN</source>
        <translation>Die neue PIN eingeben</translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>Dieselbe PIN noch einmal</translation>
    </message>
    <message>
        <source>Then press the arrow</source>
        <translation>Dann den Pfeil drücken</translation>
    </message>
    <message>
        <source>Entered twice, the same</source>
        <translation>Zweimal gleich eingegeben</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>What {name} does from now on</source>
        <translation>Was {name} ab jetzt macht</translation>
    </message>
    <message>
        <source>Sells cards, cancels sales, and begins to undo an own sale of the day.</source>
        <translation>Verkauft Karten, bricht Verkäufe ab und beginnt, einen eigenen Verkauf des Tages rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Sells too, signs when a sale is undone, recalls cards, closes the day, and looks after staff and tills.</source>
        <translation>Verkauft auch, zeichnet ab, wenn ein Verkauf rückgängig gemacht wird, ruft Karten zurück, schließt den Tag ab und kümmert sich um Personal und Kassen.</translation>
    </message>
    <message>
        <source>Makes cards and their codes and has them printed. Sells nothing.</source>
        <translation>Macht Karten und ihre Codes und lässt sie drucken. Verkauft nichts.</translation>
    </message>
    <message>
        <source>Helps customers whose redemption has failed. Sells nothing.</source>
        <translation>Hilft Leuten, deren Einlösung fehlgeschlagen ist. Verkauft nichts.</translation>
    </message>
    <message>
        <source>May all that managers may, and makes administrators.</source>
        <translation>Darf alles, was die Leitung darf, und nimmt Leute in die Administration auf.</translation>
    </message>
    <message>
        <source>Take a person on</source>
        <translation>Jemanden einstellen</translation>
    </message>
    <message>
        <source>Name of the new person</source>
        <translation>Name der neuen Person</translation>
    </message>
    <message>
        <source>It stands on the sign-in screen and in the ledger, such as Mia Kern.</source>
        <translation>Er steht bei der Anmeldung und im Hauptbuch, etwa Mia Kern.</translation>
    </message>
    <message>
        <source>What this person does</source>
        <translation>Was diese Person macht</translation>
    </message>
    <message>
        <source>Enter the first PIN</source>
        <translation>Die erste PIN eingeben</translation>
    </message>
    <message>
        <source>This till</source>
        <translation>Diese Kasse</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Shut out</source>
        <translation>Ausgeschlossen</translation>
    </message>
    <message>
        <source>{number}, {store}</source>
        <translation>{number}, {store}</translation>
    </message>
    <message>
        <source>last heard of {heard_at}</source>
        <translation>zuletzt gemeldet {heard_at}</translation>
    </message>
    <message>
        <source>never heard of</source>
        <translation>noch nie gemeldet</translation>
    </message>
    <message>
        <source>Let in</source>
        <translation>Eingelassen</translation>
    </message>
    <message>
        <source>Last heard of</source>
        <translation>Zuletzt gemeldet</translation>
    </message>
    <message>
        <source>{what_at}</source>
        <translation>{what_at}</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <source>If you shut it out</source>
        <translation>Was das Ausschließen bedeutet</translation>
    </message>
    <message>
        <source>It sells nothing more and nobody can sign in at it. There is no way back: it can only be let in again as a new till.</source>
        <translation>Sie verkauft nichts mehr, und niemand kann sich an ihr anmelden. Es gibt keinen Weg zurück: sie kann nur als neue Kasse wieder hereinkommen.</translation>
    </message>
    <message>
        <source>Sales that are open at it, paid ones too, come to managers at every till under **Waiting** at once: was it paid?</source>
        <translation>Verkäufe, die an ihr offen sind, auch bezahlte, kommen sofort an jeder Kasse unter **Wartend** zur Leitung: wurde bezahlt?</translation>
    </message>
    <message>
        <source>Do it when the till was stolen, sold or is broken for good.</source>
        <translation>Richtig, wenn die Kasse gestohlen, verkauft oder für immer kaputt ist.</translation>
    </message>
    <message>
        <source>Hold to shut out {name}</source>
        <translation>Halten, um {name} auszuschließen</translation>
    </message>
    <message>
        <source>Press for one second, or hold F9. It cannot be undone.</source>
        <translation>Eine Sekunde drücken oder F9 halten. Das lässt sich nicht zurücknehmen.</translation>
    </message>
    <message>
        <source>Let a new till in</source>
        <translation>Neue Kasse einlassen</translation>
    </message>
    <message>
        <source>Name of the new till</source>
        <translation>Name der neuen Kasse</translation>
    </message>
    <message>
        <source>It stands on its screen and its receipts, such as Till 3.</source>
        <translation>Er steht auf ihrem Bildschirm und ihren Belegen, etwa Kasse 3.</translation>
    </message>
    <message>
        <source>Get the code</source>
        <translation>Code holen</translation>
    </message>
    <message>
        <source>Get another code</source>
        <translation>Noch einen Code holen</translation>
    </message>
    <message>
        <source>Let one more till in</source>
        <translation>Noch eine Kasse einlassen</translation>
    </message>
    <message>
        <source>Enrolment code for {name}</source>
        <translation>Beitrittscode für {name}</translation>
    </message>
    <message>
        <source>Enrolment code {code}</source>
        <translation>Beitrittscode {code}</translation>
    </message>
    <message>
        <source>Ends in {left}, at {ends_at}</source>
        <translation>Gilt noch {left}, bis {ends_at}</translation>
    </message>
    <message>
        <source>This code has ended</source>
        <translation>Dieser Code gilt nicht mehr</translation>
    </message>
    <message>
        <source>It works once.</source>
        <translation>Er gilt einmal.</translation>
    </message>
    <message>
        <source>It works once. The code before it is good until {ends_at} too.</source>
        <translation>Er gilt einmal. Der Code davor gilt auch noch bis {ends_at}.</translation>
    </message>
    <message>
        <source>At the new till</source>
        <translation>An der neuen Kasse</translation>
    </message>
    <message>
        <source>Open the program and choose **Join a server**.</source>
        <translation>Das Programm öffnen und **Einem Server beitreten** wählen.</translation>
    </message>
    <message>
        <source>Type the server&apos;s address: **{address}**</source>
        <translation>Die Adresse des Servers eingeben: **{address}**</translation>
    </message>
    <message>
        <source>Type the address of the server of this shop.</source>
        <translation>Die Adresse des Servers dieses Geschäfts eingeben.</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the server&apos;s own, then type the code.</source>
        <translation>Den Fingerabdruck mit dem des Servers vergleichen, dann den Code eingeben.</translation>
    </message>
    <message>
        <source>It can sell as soon as somebody has signed in at it.</source>
        <translation>Sie kann verkaufen, sobald sich jemand an ihr angemeldet hat.</translation>
    </message>
    <message>
        <source>This till runs the server for this machine alone</source>
        <translation>Diese Kasse betreibt den Server nur für diesen Rechner</translation>
    </message>
    <message>
        <source>A till on another machine cannot reach it. The administrator starts a server for several tills first.</source>
        <translation>Eine Kasse auf einem anderen Rechner erreicht ihn nicht. Zuerst startet die Administration einen Server für mehrere Kassen.</translation>
    </message>
    <message>
        <source>Back to the tills</source>
        <translation>Zurück zu den Kassen</translation>
    </message>
    <message>
        <source>No answer from the server. Check the connection, then ask again.</source>
        <translation>Keine Antwort vom Server. Die Verbindung prüfen, dann noch einmal fragen.</translation>
    </message>
    <message>
        <source>As of {told_at}. The server gave no newer list.</source>
        <translation>Stand {told_at}. Neuere Listen gab der Server nicht.</translation>
    </message>
    <message>
        <source>{name} can sign in. A forgotten PIN is replaced by a new one.</source>
        <translation>{name} kann sich anmelden. Eine vergessene PIN wird durch eine neue ersetzt.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. {name} cannot sign in until a manager unlocks the name.</source>
        <translation>Zu viele falsche PINs. {name} kann sich erst wieder anmelden, wenn die Leitung den Namen entsperrt.</translation>
    </message>
    <message>
        <source>{name} has been taken off the staff and cannot sign in any more.</source>
        <translation>{name} gehört nicht mehr zum Personal und kann sich nicht mehr anmelden.</translation>
    </message>
    <message>
        <source>If somebody else was trying, choose a new PIN: {name} then has to know it.</source>
        <translation>Hat jemand anderes probiert, dann eine neue PIN wählen: {name} muss sie danach kennen.</translation>
    </message>
    <message>
        <source>Let {name} type it. Nobody else needs to know it.</source>
        <translation>{name} gibt sie selbst ein. Sonst muss sie niemand kennen.</translation>
    </message>
    <message>
        <source>It is your own PIN. Afterwards you sign in again with it.</source>
        <translation>Es ist die eigene PIN. Danach mit ihr neu anmelden.</translation>
    </message>
    <message>
        <source>The demo&apos;s sign-in screen goes on showing the old PIN.</source>
        <translation>Die Anmeldung der Demo zeigt weiter die alte PIN.</translation>
    </message>
    <message>
        <source>{name} is signed out at once, at every till, and signs in again with the same PIN.</source>
        <translation>{name} wird sofort an jeder Kasse abgemeldet und meldet sich mit derselben PIN wieder an.</translation>
    </message>
    <message>
        <source>{name} is on the list already. Is this somebody else?</source>
        <translation>{name} steht schon auf der Liste. Ist das jemand anderes?</translation>
    </message>
    <message>
        <source>Let {name} type it. It is changed at any till under **Settings**, **My PIN**.</source>
        <translation>{name} gibt sie selbst ein. Geändert wird sie an jeder Kasse unter **Einrichtung**, **Meine PIN**.</translation>
    </message>
    <message>
        <source>At least 6 digits</source>
        <translation>Mindestens 6 Ziffern</translation>
    </message>
    <message>
        <source>The PIN is entered</source>
        <translation>Die PIN ist eingegeben</translation>
    </message>
    <message>
        <source>Anybody would try this one first. Choose another.</source>
        <translation>Diese probiert jeder zuerst. Eine andere wählen.</translation>
    </message>
    <message>
        <source>The two were not the same. Start again.</source>
        <translation>Die beiden waren nicht gleich. Von vorn beginnen.</translation>
    </message>
    <message>
        <source>Unlock {name}</source>
        <translation>{name} entsperren</translation>
    </message>
    <message>
        <source>Unlock with the new PIN</source>
        <translation>Mit der neuen PIN entsperren</translation>
    </message>
    <message>
        <source>Give a new PIN</source>
        <translation>Neue PIN geben</translation>
    </message>
    <message>
        <source>Set the new PIN</source>
        <translation>Neue PIN setzen</translation>
    </message>
    <message>
        <source>Give {name} this role</source>
        <translation>{name} diese Rolle geben</translation>
    </message>
    <message>
        <source>Go on to the first PIN</source>
        <translation>Weiter zur ersten PIN</translation>
    </message>
    <message>
        <source>Take {name} on</source>
        <translation>{name} einstellen</translation>
    </message>
    <message>
        <source>You stand at this till.</source>
        <translation>An dieser Kasse wird gerade gearbeitet.</translation>
    </message>
    <message>
        <source>This till may sell.</source>
        <translation>Diese Kasse darf verkaufen.</translation>
    </message>
    <message>
        <source>This till has been shut out since {revoked_at} and sells nothing. Its open sales are settled under **Waiting** at any till.</source>
        <translation>Diese Kasse ist seit {revoked_at} ausgeschlossen und verkauft nichts mehr. Ihre offenen Verkäufe werden an jeder Kasse unter **Wartend** geklärt.</translation>
    </message>
    <message>
        <source>{name} has come in, its number is {number}</source>
        <translation>{name} ist da, mit der Nummer {number}</translation>
    </message>
    <message>
        <source>Choose how first</source>
        <translation>Erst wählen, wie</translation>
    </message>
    <message>
        <source>Enter the new PIN twice first</source>
        <translation>Erst zweimal die neue PIN eingeben</translation>
    </message>
    <message>
        <source>Give the new till a name first</source>
        <translation>Erst der neuen Kasse einen Namen geben</translation>
    </message>
    <message>
        <source>Type the name first</source>
        <translation>Erst den Namen eintippen</translation>
    </message>
    <message>
        <source>Choose a role first</source>
        <translation>Erst eine Rolle wählen</translation>
    </message>
    <message>
        <source>Enter the first PIN twice first</source>
        <translation>Erst zweimal die erste PIN eingeben</translation>
    </message>
    <message>
        <source>Nobody changes the own role</source>
        <translation>Niemand ändert die eigene Rolle</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment</source>
        <translation>Der Server nimmt gerade keine Änderungen an</translation>
    </message>
    <message>
        <source>Nobody can sign in under this name</source>
        <translation>Unter diesem Namen meldet sich niemand mehr an</translation>
    </message>
    <message>
        <source>Only an administrator may do that for an administrator</source>
        <translation>Bei der Administration darf das nur die Administration</translation>
    </message>
    <message>
        <source>You are working at it. Shut it out from another till.</source>
        <translation>An ihr wird gerade gearbeitet. Von einer anderen Kasse aus ausschließen.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Nothing was changed; try again.</source>
        <translation>Der Server ist nicht zu erreichen. Nichts wurde geändert; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No answer, so it may have been done. Do it once more: it counts once.</source>
        <translation>Keine Antwort, vielleicht ist es geschehen. Noch einmal tun: es zählt einmal.</translation>
    </message>
    <message>
        <source>No answer. Ask for a code once more; one that nobody saw ends by itself.</source>
        <translation>Keine Antwort. Noch einen Code holen; einer, den niemand sah, verfällt von selbst.</translation>
    </message>
    <message>
        <source>Your role does not allow that. Ask a manager or the administrator.</source>
        <translation>Das darf diese Rolle nicht. Die Leitung oder die Administration fragen.</translation>
    </message>
    <message>
        <source>That is for an administrator to do. Nothing was changed.</source>
        <translation>Das macht die Administration. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Nothing was changed; sign in again.</source>
        <translation>Die Anmeldung ist abgelaufen. Nichts wurde geändert; neu anmelden.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Die Administration rufen.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst wurde ausgeschlossen. An eine andere Kasse gehen.</translation>
    </message>
    <message>
        <source>The server has no such thing any more. Ask for the lists again.</source>
        <translation>Das gibt es auf dem Server nicht mehr. Die Listen noch einmal holen.</translation>
    </message>
    <message>
        <source>The server does not know this person any more. Nothing was changed.</source>
        <translation>Der Server kennt diesen Namen nicht mehr. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This is the last administrator who may sign in. First make another one.</source>
        <translation>Das ist der letzte Administrator, der sich anmelden darf. Machen Sie zuerst jemand anderen dazu.</translation>
    </message>
    <message>
        <source>The server does not know this till any more. Nothing was changed.</source>
        <translation>Der Server kennt diese Kasse nicht mehr. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The server does not take this PIN. Go back and choose another.</source>
        <translation>Der Server nimmt diese PIN nicht. Zurückgehen und eine andere wählen.</translation>
    </message>
    <message>
        <source>Only an administrator makes an administrator. Choose another role.</source>
        <translation>In die Administration nimmt nur die Administration auf. Eine andere Rolle wählen.</translation>
    </message>
    <message>
        <source>The server does not take this name or this PIN. Go back and change it.</source>
        <translation>Der Server nimmt diesen Namen oder diese PIN nicht. Zurückgehen und sie ändern.</translation>
    </message>
    <message>
        <source>An earlier try had arrived: somebody was taken on as entered then. Go back to the list.</source>
        <translation>Ein früherer Versuch ist angekommen: jemand wurde so eingestellt, wie es da stand. Zurück zur Liste gehen.</translation>
    </message>
    <message>
        <source>The server is busy. Try again in a moment: it counts once.</source>
        <translation>Der Server ist beschäftigt. Gleich noch einmal versuchen: es zählt einmal.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Nothing was changed; try again.</source>
        <translation>Der Server kann es gerade nicht. Nichts wurde geändert; noch einmal versuchen.</translation>
    </message>
    <message>
        <source>{name} is unlocked</source>
        <translation>{name} ist entsperrt</translation>
    </message>
    <message>
        <source>{name} has a new PIN</source>
        <translation>{name} hat eine neue PIN</translation>
    </message>
    <message>
        <source>{name} has another role</source>
        <translation>{name} hat eine andere Rolle</translation>
    </message>
    <message>
        <source>{name} is on the staff</source>
        <translation>{name} gehört jetzt zum Personal</translation>
    </message>
    <message>
        <source>The first PIN is changed under Settings, My PIN.</source>
        <translation>Die erste PIN wird unter Einrichtung, Meine PIN geändert.</translation>
    </message>
    <message>
        <source>{name} is shut out</source>
        <translation>{name} ist ausgeschlossen</translation>
    </message>
    <message>
        <source>What was open at it comes to managers under Waiting.</source>
        <translation>Was dort offen war, kommt unter Wartend zur Leitung.</translation>
    </message>
    <message>
        <source>Not any more</source>
        <translation>Nicht mehr</translation>
    </message>
    <message>
        <source>Hold to take {name} off the staff</source>
        <translation>Halten, um {name} vom Personal zu nehmen</translation>
    </message>
    <message>
        <source>Press for one second, or hold F9.</source>
        <translation>Eine Sekunde drücken oder F9 halten.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Type another name</source>
        <translation>Einen anderen Namen eintippen</translation>
    </message>
    <message>
        <source>{name} is signed out at once, at every till. What was done under this name stays in the ledger.</source>
        <translation>{name} wird sofort an jeder Kasse abgemeldet. Was unter diesem Namen geschah, bleibt im Hauptbuch.</translation>
    </message>
    <message>
        <source>Nobody takes themselves off the staff</source>
        <translation>Niemand nimmt sich selbst vom Personal</translation>
    </message>
    <message>
        <source>{name} is off the staff</source>
        <translation>{name} gehört nicht mehr zum Personal</translation>
    </message>
    <message>
        <source>The till is called {name} now</source>
        <translation>Die Kasse heißt jetzt {name}</translation>
    </message>
    <message>
        <source>It shows the name from its next start on.</source>
        <translation>Sie zeigt den Namen ab ihrem nächsten Start.</translation>
    </message>
    <message>
        <source>Locked by a manager</source>
        <translation>Von der Leitung gesperrt</translation>
    </message>
    <message>
        <source>Not for now</source>
        <translation>Vorerst nicht</translation>
    </message>
    <message>
        <source>Why is {name} locked?</source>
        <translation>Warum wird {name} gesperrt?</translation>
    </message>
    <message>
        <source>It stands in the ledger, and managers read it here.</source>
        <translation>Das steht im Hauptbuch, und die Leitung liest es hier.</translation>
    </message>
    <message>
        <source>A manager has locked {name}, who cannot sign in until a manager unlocks the name: {why}</source>
        <translation>Die Leitung hat {name} gesperrt. Anmelden geht erst wieder, wenn die Leitung den Namen entsperrt: {why}</translation>
    </message>
    <message>
        <source>{name} is signed out at once, at every till and at the portal, and cannot sign in until a manager unlocks the name.</source>
        <translation>{name} wird sofort an jeder Kasse und am Portal abgemeldet und kann sich erst wieder anmelden, wenn die Leitung den Namen entsperrt.</translation>
    </message>
    <message>
        <source>Lock {name}</source>
        <translation>{name} sperren</translation>
    </message>
    <message>
        <source>Nobody locks themselves</source>
        <translation>Niemand sperrt sich selbst</translation>
    </message>
    <message>
        <source>Say why first</source>
        <translation>Zuerst sagen, warum</translation>
    </message>
    <message>
        <source>A manager has locked this person meanwhile. Nothing was changed; ask for the lists again.</source>
        <translation>Die Leitung hat diese Person inzwischen gesperrt. Nichts wurde geändert; die Listen noch einmal abrufen.</translation>
    </message>
    <message>
        <source>{name} is locked</source>
        <translation>{name} ist gesperrt</translation>
    </message>
    <message>
        <source>Why is {name} unlocked?</source>
        <translation>Warum wird {name} entsperrt?</translation>
    </message>
    <message>
        <source>Why is {name} shut out?</source>
        <translation>Warum wird {name} ausgeschlossen?</translation>
    </message>
</context>
<context>
    <name>station</name>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>Keine Verbindung</translation>
    </message>
    <message>
        <source>Server takes no sales</source>
        <translation>Server nimmt nichts an</translation>
    </message>
    <message>
        <source>Ready to scan</source>
        <translation>Scanbereit</translation>
    </message>
    <message>
        <source>Scanning locked</source>
        <translation>Scannen gesperrt</translation>
    </message>
    <message>
        <source>No scanner</source>
        <translation>Kein Scanner</translation>
    </message>
    <message>
        <source>Receipt printer ready</source>
        <translation>Belegdrucker bereit</translation>
    </message>
    <message>
        <source>Receipts as PDF</source>
        <translation>Belege als PDF</translation>
    </message>
    <message>
        <source>Receipt printer does not answer</source>
        <translation>Belegdrucker antwortet nicht</translation>
    </message>
</context>
<context>
    <name>stock_page</name>
    <message>
        <source>Stock</source>
        <translation>Bestand</translation>
    </message>
    <message>
        <source>What a scan does</source>
        <translation>Was ein Scan tut</translation>
    </message>
    <message>
        <source>Show what it is</source>
        <translation>Zeigen, was es ist</translation>
    </message>
    <message>
        <source>Receive here</source>
        <translation>Hier annehmen</translation>
    </message>
    <message>
        <source>Ship to a store</source>
        <translation>An eine Filiale schicken</translation>
    </message>
    <message>
        <source>To which store</source>
        <translation>An welche Filiale</translation>
    </message>
    <message>
        <source>Label that cannot be scanned</source>
        <translation>Etikett, das sich nicht scannen lässt</translation>
    </message>
    <message>
        <source>P or C and 17 digits, then Enter.</source>
        <translation>P oder C und 17 Ziffern, dann Enter.</translation>
    </message>
    <message>
        <source>On its way here</source>
        <translation>Hierher unterwegs</translation>
    </message>
    <message>
        <source>Nothing is on its way to this store</source>
        <translation>Zu dieser Filiale ist nichts unterwegs</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch unklar</translation>
    </message>
    <message>
        <source>{packs} of {all} packs</source>
        <translation>{packs} von {all} Packungen</translation>
    </message>
    <message>
        <source>{carton}, shipped {shipped_at}</source>
        <translation>{carton}, verschickt {shipped_at}</translation>
    </message>
    <message>
        <source>And more; the oldest are shown</source>
        <translation>Und mehr; die ältesten sind zu sehen</translation>
    </message>
    <message>
        <source>Sold though not received</source>
        <translation>Verkauft, aber nicht eingegangen</translation>
    </message>
    <message>
        <source>And more; the newest are shown</source>
        <translation>Und mehr; die neuesten sind zu sehen</translation>
    </message>
    <message>
        <source>Card ending in {digits}</source>
        <translation>Karte mit den Endziffern {digits}</translation>
    </message>
    <message>
        <source>{till}, sale {number}, {sold_at}</source>
        <translation>{till}, Verkauf {number}, {sold_at}</translation>
    </message>
    <message>
        <source>Pack {number}</source>
        <translation>Packung {number}</translation>
    </message>
    <message>
        <source>Carton {number}</source>
        <translation>Karton {number}</translation>
    </message>
    <message>
        <source>{product}, batch {batch}</source>
        <translation>{product}, Charge {batch}</translation>
    </message>
    <message>
        <source>One card|{count} cards</source>
        <translation>Eine Karte|{count} Karten</translation>
    </message>
    <message>
        <source>One pack, {cards} cards|{count} packs, {cards} cards</source>
        <translation>Eine Packung, {cards} Karten|{count} Packungen, {cards} Karten</translation>
    </message>
    <message>
        <source>Done in this sitting</source>
        <translation>In dieser Sitzung getan</translation>
    </message>
    <message>
        <source>Each label that you receive or ship is listed here.</source>
        <translation>Hier steht jedes Etikett, das angenommen oder verschickt wird.</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>{what}, received at {to}</source>
        <translation>{what}, angenommen in {to}</translation>
    </message>
    <message>
        <source>{what}, shipped to {to}</source>
        <translation>{what}, verschickt an {to}</translation>
    </message>
    <message>
        <source>{what}, to be received at {to}</source>
        <translation>{what}, anzunehmen in {to}</translation>
    </message>
    <message>
        <source>{what}, to be shipped to {to}</source>
        <translation>{what}, zu verschicken an {to}</translation>
    </message>
    <message>
        <source>Being asked</source>
        <translation>Wird gefragt</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done, with a difference</source>
        <translation>Fertig, mit einer Abweichung</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Nicht getan</translation>
    </message>
    <message>
        <source>Scan the label of a pack or carton</source>
        <translation>Etikett einer Packung oder eines Kartons scannen</translation>
    </message>
    <message>
        <source>Scan what has arrived here</source>
        <translation>Scannen, was hier angekommen ist</translation>
    </message>
    <message>
        <source>Scan what goes to {to}</source>
        <translation>Scannen, was an {to} geht</translation>
    </message>
    <message>
        <source>Choose the store, then scan</source>
        <translation>Filiale wählen, dann scannen</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>One pack is on its way.|{count} packs are on their way.</source>
        <translation>Eine Packung ist unterwegs.|{count} Packungen sind unterwegs.</translation>
    </message>
    <message>
        <source>One pack leaves {store} for {to}.|{count} packs leave {store} for {to}.</source>
        <translation>Eine Packung geht von {store} an {to}.|{count} Packungen gehen von {store} an {to}.</translation>
    </message>
    <message>
        <source>One pack was on its way to {store}; it goes to {to} now.|{count} packs were on their way to {store}; they go to {to} now.</source>
        <translation>Eine Packung war unterwegs an {store}; sie geht jetzt an {to}.|{count} Packungen waren unterwegs an {store}; sie gehen jetzt an {to}.</translation>
    </message>
    <message>
        <source>One pack has arrived.|{count} packs have arrived.</source>
        <translation>Eine Packung ist angekommen.|{count} Packungen sind angekommen.</translation>
    </message>
    <message>
        <source>One pack has arrived that nobody had shipped.|{count} packs have arrived that nobody had shipped.</source>
        <translation>Eine Packung ist angekommen, die niemand verschickt hatte.|{count} Packungen sind angekommen, die niemand verschickt hatte.</translation>
    </message>
    <message>
        <source>One pack was on its way to {store}; it is here now. Tell them.|{count} packs were on their way to {store}; they are here now. Tell them.</source>
        <translation>Eine Packung war unterwegs an {store}; jetzt ist sie hier. Dort Bescheid sagen.|{count} Packungen waren unterwegs an {store}; jetzt sind sie hier. Dort Bescheid sagen.</translation>
    </message>
    <message>
        <source>One pack had been received at {store}; it is here now. Tell them.|{count} packs had been received at {store}; they are here now. Tell them.</source>
        <translation>Eine Packung war in {store} angenommen; jetzt ist sie hier. Dort Bescheid sagen.|{count} Packungen waren in {store} angenommen; jetzt sind sie hier. Dort Bescheid sagen.</translation>
    </message>
    <message>
        <source>One pack was received here before, {since_at}.|{count} packs were received here before, {since_at}.</source>
        <translation>Eine Packung war hier schon angenommen, {since_at}.|{count} Packungen waren hier schon angenommen, {since_at}.</translation>
    </message>
    <message>
        <source>One pack was shipped there before, {since_at}.|{count} packs were shipped there before, {since_at}.</source>
        <translation>Eine Packung war dorthin schon verschickt, {since_at}.|{count} Packungen waren dorthin schon verschickt, {since_at}.</translation>
    </message>
    <message>
        <source>One pack has not been shipped|{count} packs have not been shipped</source>
        <translation>Eine Packung ist noch nicht verschickt|{count} Packungen sind noch nicht verschickt</translation>
    </message>
    <message>
        <source>One pack on its way to {store}, since {since_at}|{count} packs on their way to {store}, since {since_at}</source>
        <translation>Eine Packung unterwegs an {store}, seit {since_at}|{count} Packungen unterwegs an {store}, seit {since_at}</translation>
    </message>
    <message>
        <source>One pack at {store}, since {since_at}|{count} packs at {store}, since {since_at}</source>
        <translation>Eine Packung in {store}, seit {since_at}|{count} Packungen in {store}, seit {since_at}</translation>
    </message>
    <message>
        <source>One label|{count} labels</source>
        <translation>Ein Etikett|{count} Etiketten</translation>
    </message>
    <message>
        <source>One label, with a difference|{count} labels, {different} with a difference</source>
        <translation>Ein Etikett, mit einer Abweichung|{count} Etiketten, {different} mit einer Abweichung</translation>
    </message>
    <message>
        <source>Type the whole label first</source>
        <translation>Zuerst das ganze Etikett eingeben</translation>
    </message>
    <message>
        <source>No connection to the server</source>
        <translation>Keine Verbindung zum Server</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment</source>
        <translation>Der Server nimmt gerade keine Änderungen an</translation>
    </message>
    <message>
        <source>That is a single card. Scan the label of its pack or carton.</source>
        <translation>Das ist eine einzelne Karte. Das Etikett ihrer Packung oder ihres Kartons scannen.</translation>
    </message>
    <message>
        <source>That is no label of a pack or carton. Scan the label itself.</source>
        <translation>Das ist kein Etikett einer Packung oder eines Kartons. Das Etikett selbst scannen.</translation>
    </message>
    <message>
        <source>That is another shop&apos;s label. Put it aside and ask who sent it.</source>
        <translation>Das ist das Etikett eines anderen Geschäfts. Beiseitelegen und fragen, wer es geschickt hat.</translation>
    </message>
    <message>
        <source>Nothing was shipped: choose the store first, then scan it again.</source>
        <translation>Nichts wurde verschickt: zuerst die Filiale wählen, dann noch einmal scannen.</translation>
    </message>
    <message>
        <source>Not sent: whoever scanned it was signed out first. Ask again.</source>
        <translation>Nicht gesendet: wer es scannte, war vorher abgemeldet. Noch einmal fragen.</translation>
    </message>
    <message>
        <source>The till was ended before the answer came, so it may be done. Ask again: it counts once.</source>
        <translation>Die Kasse wurde beendet, bevor die Antwort kam; es kann also erledigt sein. Noch einmal fragen: Es zählt einmal.</translation>
    </message>
    <message>
        <source>The till&apos;s disk does not take it. Nothing was done: make room, then scan it again.</source>
        <translation>Der Datenträger der Kasse nimmt es nicht an. Nichts ist geschehen: Platz schaffen, dann noch einmal scannen.</translation>
    </message>
    <message>
        <source>The server cannot be reached. Nothing was changed; ask again.</source>
        <translation>Der Server ist nicht zu erreichen. Nichts wurde geändert; noch einmal fragen.</translation>
    </message>
    <message>
        <source>No answer, so it may be done. Ask again: it counts once.</source>
        <translation>Keine Antwort, also kann es getan sein. Noch einmal fragen: es zählt einmal.</translation>
    </message>
    <message>
        <source>The server knows no such label. Put it aside and ask who sent it.</source>
        <translation>Der Server kennt kein solches Etikett. Beiseitelegen und fragen, wer es geschickt hat.</translation>
    </message>
    <message>
        <source>There is no such store any more. Choose another.</source>
        <translation>Diese Filiale gibt es nicht mehr. Eine andere wählen.</translation>
    </message>
    <message>
        <source>Scan the label once more.</source>
        <translation>Das Etikett noch einmal scannen.</translation>
    </message>
    <message>
        <source>Your role does not allow that. Ask a manager.</source>
        <translation>Das darf diese Rolle nicht. Die Leitung fragen.</translation>
    </message>
    <message>
        <source>Your sign-in has ended. Nothing was changed; sign in again.</source>
        <translation>Die Anmeldung ist abgelaufen. Nichts wurde geändert; neu anmelden.</translation>
    </message>
    <message>
        <source>The server takes no changes at the moment. Call the administrator.</source>
        <translation>Der Server nimmt gerade keine Änderungen an. Die Administration rufen.</translation>
    </message>
    <message>
        <source>This till itself has been shut out. Go to another till.</source>
        <translation>Diese Kasse selbst wurde ausgeschlossen. An eine andere Kasse gehen.</translation>
    </message>
    <message>
        <source>The server knows no such label.</source>
        <translation>Der Server kennt kein solches Etikett.</translation>
    </message>
    <message>
        <source>The server cannot do it now. Nothing was changed; scan it again.</source>
        <translation>Der Server kann es gerade nicht. Nichts wurde geändert; noch einmal scannen.</translation>
    </message>
    <message>
        <source>The print of this batch is not proven yet. Ask the studio to read cards back first.</source>
        <translation>Der Druck dieser Charge ist noch nicht geprüft. Das Studio muss zuerst gedruckte Karten zurücklesen.</translation>
    </message>
    <message>
        <source>Not all of these cards are printed yet. Keep them here; the studio prints them and ends the run first.</source>
        <translation>Noch sind nicht alle diese Karten gedruckt. Hier behalten; das Studio muss sie erst drucken und den Lauf beenden.</translation>
    </message>
    <message>
        <source>{name}, this store</source>
        <translation>{name}, diese Filiale</translation>
    </message>
</context>
<context>
    <name>switches</name>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
</context>
<context>
    <name>test_grid</name>
    <message>
        <source>Test grid: front</source>
        <translation>Testraster: Vorderseite</translation>
    </message>
    <message>
        <source>Test grid: back</source>
        <translation>Testraster: Rückseite</translation>
    </message>
    <message>
        <source>Hold the sheet so that you can read this. Measure with a ruler, to a tenth of a millimetre.</source>
        <translation>Halten Sie das Blatt so, dass Sie dies lesen können. Messen Sie mit einem Lineal auf ein Zehntel Millimeter genau.</translation>
    </message>
    <message>
        <source>A: from the left edge of the paper to the upper left cross; should be {wanted_thousandths} mm</source>
        <translation>A: vom linken Papierrand bis zum Kreuz oben links; soll: {wanted_thousandths} mm</translation>
    </message>
    <message>
        <source>B: from the upper edge of the paper to the same cross; should be {wanted_thousandths} mm</source>
        <translation>B: vom oberen Papierrand bis zum selben Kreuz; soll: {wanted_thousandths} mm</translation>
    </message>
    <message>
        <source>C: from the left to the right cross; should be {wanted_thousandths} mm</source>
        <translation>C: vom linken bis zum rechten Kreuz; soll: {wanted_thousandths} mm</translation>
    </message>
    <message>
        <source>D: from the upper to the lower cross; should be {wanted_thousandths} mm</source>
        <translation>D: vom oberen bis zum unteren Kreuz; soll: {wanted_thousandths} mm</translation>
    </message>
    <message>
        <source>E: from the left edge of the paper to the upper left cross; should be {wanted_thousandths} mm</source>
        <translation>E: vom linken Papierrand bis zum Kreuz oben links; soll: {wanted_thousandths} mm</translation>
    </message>
    <message>
        <source>F: from the upper edge of the paper to the same cross; should be {wanted_thousandths} mm</source>
        <translation>F: vom oberen Papierrand bis zum selben Kreuz; soll: {wanted_thousandths} mm</translation>
    </message>
</context>
<context>
    <name>unreal_word</name>
    <message>
        <source>PRACTICE - NO REAL REPORT</source>
        <translation>ÜBUNG - KEIN ECHTER BERICHT</translation>
    </message>
    <message>
        <source>DEMO - NO REAL REPORT</source>
        <translation>DEMO - KEIN ECHTER BERICHT</translation>
    </message>
</context>
<context>
    <name>waiting</name>
    <message>
        <source>Choose at the left what to see</source>
        <translation>Wählen Sie links, was Sie sehen wollen</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartend</translation>
    </message>
    <message>
        <source>Sale {number}</source>
        <translation>Verkauf {number}</translation>
    </message>
    <message>
        <source>Sale {number}, {sold_at}</source>
        <translation>Verkauf {number}, {sold_at}</translation>
    </message>
    <message>
        <source>Held at other tills</source>
        <translation>An anderen Kassen reserviert</translation>
    </message>
    <message>
        <source>{till}, held since {held_at}</source>
        <translation>{till}, reserviert seit {held_at}</translation>
    </message>
    <message>
        <source>1 card|{count} cards</source>
        <translation>1 Karte|{count} Karten</translation>
    </message>
    <message>
        <source>Nothing is waiting</source>
        <translation>Nichts wartet</translation>
    </message>
    <message>
        <source>Not known yet</source>
        <translation>Noch unklar</translation>
    </message>
    <message>
        <source>Being cancelled</source>
        <translation>Wird abgebrochen</translation>
    </message>
    <message>
        <source>Refund not known yet</source>
        <translation>Rückzahlung noch unklar</translation>
    </message>
    <message>
        <source>Refund due</source>
        <translation>Rückzahlung fällig</translation>
    </message>
    <message>
        <source>Receipt not printed</source>
        <translation>Beleg nicht gedruckt</translation>
    </message>
    <message>
        <source>A manager has to look at it</source>
        <translation>Die Leitung muss nachsehen</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Reserviert</translation>
    </message>
    <message>
        <source>Hand back {amount}</source>
        <translation>{amount} zurückgeben</translation>
    </message>
    <message>
        <source>Nothing is owed</source>
        <translation>Nichts geschuldet</translation>
    </message>
    <message>
        <source>Signature owed</source>
        <translation>Unterschrift fehlt</translation>
    </message>
    <message>
        <source>Ended elsewhere</source>
        <translation>Anderswo beendet</translation>
    </message>
    <message>
        <source>It was given here</source>
        <translation>Hier gegeben</translation>
    </message>
    <message>
        <source>It was not given here</source>
        <translation>Hier nicht gegeben</translation>
    </message>
    <message>
        <source>Take note</source>
        <translation>Zur Kenntnis nehmen</translation>
    </message>
    <message>
        <source>It was cash</source>
        <translation>Es war bar</translation>
    </message>
    <message>
        <source>The right payment reference</source>
        <translation>Die richtige Zahlungsreferenz</translation>
    </message>
    <message>
        <source>Correct the payment</source>
        <translation>Zahlung berichtigen</translation>
    </message>
    <message>
        <source>Cases of the store</source>
        <translation>Fälle der Filiale</translation>
    </message>
    <message>
        <source>Open case</source>
        <translation>Offener Fall</translation>
    </message>
    <message>
        <source>Without a sale</source>
        <translation>Ohne Verkauf</translation>
    </message>
    <message>
        <source>Print the refund receipt</source>
        <translation>Rückzahlungsbeleg drucken</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>Every sale of this till is settled.</source>
        <translation>Jeder Verkauf dieser Kasse ist geklärt.</translation>
    </message>
    <message>
        <source>Refund not known now</source>
        <translation>Erstattung jetzt nicht bekannt</translation>
    </message>
    <message>
        <source>Asking the server now</source>
        <translation>Der Server wird gerade gefragt</translation>
    </message>
    <message>
        <source>Waits for a person</source>
        <translation>Wartet auf jemanden</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>Jetzt versuchen</translation>
    </message>
    <message>
        <source>Print waiting slip</source>
        <translation>Wartebeleg drucken</translation>
    </message>
    <message>
        <source>Refund instead</source>
        <translation>Stattdessen auszahlen</translation>
    </message>
    <message>
        <source>Gone out already</source>
        <translation>Ist schon ausgezahlt</translation>
    </message>
    <message>
        <source>Print the receipt</source>
        <translation>Beleg drucken</translation>
    </message>
    <message>
        <source>No receipt needed</source>
        <translation>Kein Beleg nötig</translation>
    </message>
    <message>
        <source>Close the case</source>
        <translation>Fall schließen</translation>
    </message>
    <message>
        <source>It is kept with the case.</source>
        <translation>Es wird mit dem Fall aufbewahrt.</translation>
    </message>
    <message>
        <source>Was it paid?</source>
        <translation>Wurde bezahlt?</translation>
    </message>
    <message>
        <source>Yes, paid</source>
        <translation>Ja, bezahlt</translation>
    </message>
    <message>
        <source>No, not paid</source>
        <translation>Nein, nicht bezahlt</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Bar</translation>
    </message>
    <message>
        <source>Card machine</source>
        <translation>Kartengerät</translation>
    </message>
    <message>
        <source>Payment reference</source>
        <translation>Zahlungsreferenz</translation>
    </message>
    <message>
        <source>It stands on the slip of the card machine.</source>
        <translation>Sie steht auf dem Beleg des Kartengeräts.</translation>
    </message>
    <message>
        <source>How do you know?</source>
        <translation>Woher ist das bekannt?</translation>
    </message>
    <message>
        <source>Given or not?</source>
        <translation>Gegeben oder nicht?</translation>
    </message>
    <message>
        <source>Card ends in</source>
        <translation>Karte endet auf</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Betrag</translation>
    </message>
    <message>
        <source>At this till</source>
        <translation>An dieser Kasse</translation>
    </message>
    <message>
        <source>Answer for {till}</source>
        <translation>Für {till} antworten</translation>
    </message>
    <message>
        <source>What appears here</source>
        <translation>Was hier erscheint</translation>
    </message>
    <message>
        <source>Paid sales that the server has not answered yet</source>
        <translation>Bezahlte Verkäufe, auf die der Server noch nicht geantwortet hat</translation>
    </message>
    <message>
        <source>Money that is still to be given back</source>
        <translation>Geld, das noch zurückzugeben ist</translation>
    </message>
    <message>
        <source>Receipts that did not come out</source>
        <translation>Belege, die nicht herauskamen</translation>
    </message>
    <message>
        <source>For managers: sales of other tills, and the store&apos;s open cases</source>
        <translation>Für die Leitung: Verkäufe anderer Kassen und offene Fälle der Filiale</translation>
    </message>
    <message>
        <source>Payment to correct</source>
        <translation>Zahlung berichtigen</translation>
    </message>
    <message>
        <source>Nothing of this till is waiting</source>
        <translation>An dieser Kasse wartet nichts</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>Sale</source>
        <translation>Verkauf</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Eröffnet</translation>
    </message>
    <message>
        <source>A manager signs</source>
        <translation>Die Leitung unterschreibt</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Yes, in cash</source>
        <translation>Ja, bar</translation>
    </message>
    <message>
        <source>Yes, with the card machine</source>
        <translation>Ja, mit dem Kartengerät</translation>
    </message>
    <message>
        <source>No, no money came in</source>
        <translation>Nein, es kam kein Geld herein</translation>
    </message>
    <message>
        <source>Paid, activate the cards</source>
        <translation>Bezahlt, Karten aktivieren</translation>
    </message>
    <message>
        <source>Not paid, free the cards</source>
        <translation>Nicht bezahlt, Karten freigeben</translation>
    </message>
    <message>
        <source>Record the answer</source>
        <translation>Antwort festhalten</translation>
    </message>
    <message>
        <source>Choose an answer first</source>
        <translation>Erst eine Antwort wählen</translation>
    </message>
    <message>
        <source>Enter the payment reference</source>
        <translation>Zahlungsreferenz eingeben</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Summe</translation>
    </message>
    <message>
        <source>{name}, {asked_at}</source>
        <translation>{name}, {asked_at}</translation>
    </message>
    <message>
        <source>One more question after this|{count} more questions after this</source>
        <translation>Danach noch eine Frage|Danach noch {count} Fragen</translation>
    </message>
    <message>
        <source>One thing is waiting|{count} things are waiting</source>
        <translation>Eine Sache wartet|{count} Sachen warten</translation>
    </message>
    <message>
        <source>The till goes on with open sales by itself, also after a restart.</source>
        <translation>Die Kasse macht mit offenen Verkäufen von selbst weiter, auch nach einem Neustart.</translation>
    </message>
    <message>
        <source>Paid, being activated|Paid, {count} cards being activated</source>
        <translation>Bezahlt, wird aktiviert|Bezahlt, {count} Karten werden aktiviert</translation>
    </message>
    <message>
        <source>Keep the card behind the counter until it is activated.|Keep the {count} cards behind the counter until they are activated.</source>
        <translation>Karte hinter der Theke behalten, bis sie aktiviert ist.|Die {count} Karten hinter der Theke behalten, bis sie aktiviert sind.</translation>
    </message>
    <message>
        <source>Cancelled before it was paid</source>
        <translation>Vor der Zahlung abgebrochen</translation>
    </message>
    <message>
        <source>The server has not heard it yet. The card can be sold again when it has.|The server has not heard it yet. The cards can be sold again when it has.</source>
        <translation>Der Server weiß es noch nicht. Danach kann die Karte wieder verkauft werden.|Der Server weiß es noch nicht. Danach können die Karten wieder verkauft werden.</translation>
    </message>
    <message>
        <source>Being voided, the refund is not known yet</source>
        <translation>Storniert, Rückzahlung noch unklar</translation>
    </message>
    <message>
        <source>Keep the card, give nothing back yet.|Keep the cards, give nothing back yet.</source>
        <translation>Karte behalten, noch nichts zurückgeben.|Karten behalten, noch nichts zurückgeben.</translation>
    </message>
    <message>
        <source>Being voided, a manager has to sign</source>
        <translation>Storniert, die Leitung muss unterschreiben</translation>
    </message>
    <message>
        <source>Keep the card. A manager signs it here.|Keep the cards. A manager signs it here.</source>
        <translation>Karte behalten. Die Leitung unterschreibt hier.|Karten behalten. Die Leitung unterschreibt hier.</translation>
    </message>
    <message>
        <source>Activated, the receipt did not come out</source>
        <translation>Aktiviert, der Beleg kam nicht heraus</translation>
    </message>
    <message>
        <source>Print it now; it will say COPY. Or note that nobody needs it.</source>
        <translation>Jetzt drucken; darauf steht dann KOPIE. Oder festhalten, dass ihn niemand braucht.</translation>
    </message>
    <message>
        <source>Paid, but the server will not settle it</source>
        <translation>Bezahlt, aber der Server klärt es nicht</translation>
    </message>
    <message>
        <source>Keep the card. A manager decides to give the money back.|Keep the cards. A manager decides to give the money back.</source>
        <translation>Karte behalten. Die Leitung entscheidet, das Geld zurückzugeben.|Karten behalten. Die Leitung entscheidet, das Geld zurückzugeben.</translation>
    </message>
    <message>
        <source>Cancelled, but the server will not take it</source>
        <translation>Abgebrochen, aber der Server nimmt es nicht an</translation>
    </message>
    <message>
        <source>No money was taken. A manager looks into it and closes it with a reason.</source>
        <translation>Es wurde kein Geld genommen. Die Leitung geht dem nach und schließt es mit einer Begründung.</translation>
    </message>
    <message>
        <source>The void was refused</source>
        <translation>Die Stornierung wurde abgelehnt</translation>
    </message>
    <message>
        <source>The card has been used. Give nothing back; a manager closes the case with a reason.|The cards have been used. Give nothing back; a manager closes the case with a reason.</source>
        <translation>Die Karte ist eingelöst. Nichts zurückgeben; die Leitung schließt den Fall mit einer Begründung.|Die Karten sind eingelöst. Nichts zurückgeben; die Leitung schließt den Fall mit einer Begründung.</translation>
    </message>
    <message>
        <source>The void was refused in part</source>
        <translation>Die Stornierung wurde zum Teil abgelehnt</translation>
    </message>
    <message>
        <source>Only {refund_minor} were to be given back: the rest has been used. A manager closes the case with a reason.</source>
        <translation>Nur {refund_minor} waren zurückzugeben: der Rest ist eingelöst. Die Leitung schließt den Fall mit einer Begründung.</translation>
    </message>
    <message>
        <source>Did the customer pay {total_minor}?</source>
        <translation>Wurden {total_minor} bezahlt?</translation>
    </message>
    <message>
        <source>The till stopped while the money was being taken. Look into the drawer and at the slips of the card machine, then answer. New cards can be sold after that.</source>
        <translation>Die Kasse ging aus, während kassiert wurde. In der Lade und auf den Belegen des Kartengeräts nachsehen, dann antworten. Danach können neue Karten verkauft werden.</translation>
    </message>
    <message>
        <source>Nobody can end this sale there. A manager says here whether it was paid.</source>
        <translation>Dort kann niemand diesen Verkauf beenden. Die Leitung sagt hier, ob bezahlt wurde.</translation>
    </message>
    <message>
        <source>{till} has been shut out and has held these cards since {held_at}.</source>
        <translation>{till} wurde ausgeschlossen und hat diese Karten seit {held_at} reserviert.</translation>
    </message>
    <message>
        <source>Voided, {refund_minor} is to go back</source>
        <translation>Storniert, {refund_minor} geht zurück</translation>
    </message>
    <message>
        <source>Keep the card. Press first: the server is asked, and then it says here what to give.|Keep the cards. Press first: the server is asked, and then it says here what to give.</source>
        <translation>Karte behalten. Erst drücken: Der Server wird gefragt, dann steht hier, was zu geben ist.|Karten behalten. Erst drücken: Der Server wird gefragt, dann steht hier, was zu geben ist.</translation>
    </message>
    <message>
        <source>Not activated, {refund_minor} is to go back</source>
        <translation>Nicht aktiviert, {refund_minor} geht zurück</translation>
    </message>
    <message>
        <source>Not known yet whether {refund_minor} is still to go back</source>
        <translation>Noch nicht bekannt, ob {refund_minor} noch zurückgeht</translation>
    </message>
    <message>
        <source>Give nothing back yet: it may be paid elsewhere or denied, and the server cannot tell it yet. Keep the card and ask again; after a restore of the server the till does so by itself.|Give nothing back yet: it may be paid elsewhere or denied, and the server cannot tell it yet. Keep the cards and ask again; after a restore of the server the till does so by itself.</source>
        <translation>Noch nichts zurückgeben: Es kann anderswo ausgezahlt oder bestritten sein, und der Server kann es noch nicht sagen. Die Karte behalten und noch einmal fragen; wurde der Server wiederhergestellt, tut die Kasse das von selbst.|Noch nichts zurückgeben: Es kann anderswo ausgezahlt oder bestritten sein, und der Server kann es noch nicht sagen. Die Karten behalten und noch einmal fragen; wurde der Server wiederhergestellt, tut die Kasse das von selbst.</translation>
    </message>
    <message>
        <source>Not known now whether {refund_minor} is still to go back</source>
        <translation>Jetzt nicht bekannt, ob {refund_minor} noch zurückgeht</translation>
    </message>
    <message>
        <source>Give nothing back yet: it may be paid elsewhere or denied, and the server cannot be asked now. Keep the card; the till asks again when the line is back.|Give nothing back yet: it may be paid elsewhere or denied, and the server cannot be asked now. Keep the cards; the till asks again when the line is back.</source>
        <translation>Noch nichts zurückgeben: Es kann anderswo ausgezahlt oder bestritten sein, und der Server ist jetzt nicht zu fragen. Die Karte behalten; die Kasse fragt wieder, wenn die Verbindung steht.|Noch nichts zurückgeben: Es kann anderswo ausgezahlt oder bestritten sein, und der Server ist jetzt nicht zu fragen. Die Karten behalten; die Kasse fragt wieder, wenn die Verbindung steht.</translation>
    </message>
    <message>
        <source>{refund_minor} is to go back, but look how: that has changed</source>
        <translation>{refund_minor} geht zurück, aber sehen Sie, wie: Das hat sich geändert</translation>
    </message>
    <message>
        <source>Give nothing yet. See how much it is and how it goes back, then press once more.</source>
        <translation>Noch nichts geben. Sehen, wie viel es ist und wie es zurückgeht, dann noch einmal drücken.</translation>
    </message>
    <message>
        <source>Only {refund_minor} is left: {name} has taken on the rest elsewhere</source>
        <translation>Nur {refund_minor} ist übrig: {name} hat den Rest anderswo übernommen</translation>
    </message>
    <message>
        <source>{name} has taken on the refund of {refund_minor} elsewhere</source>
        <translation>{name} hat die Rückzahlung von {refund_minor} anderswo übernommen</translation>
    </message>
    <message>
        <source>Give nothing back: it is paid there, or has been. A manager closes this one with a reason.</source>
        <translation>Nichts zurückgeben: Es wird dort ausgezahlt oder ist es schon. Die Leitung schließt diesen hier mit einer Begründung.</translation>
    </message>
    <message>
        <source>Recorded at {handed_at}: give {refund_minor} to the customer now, once</source>
        <translation>Festgehalten um {handed_at}: {refund_minor} jetzt dem Kunden geben, einmal</translation>
    </message>
    <message>
        <source>Its receipt did not come out: print it here once more, or note that nobody needs it.</source>
        <translation>Der Beleg kam nicht heraus: hier noch einmal drucken oder festhalten, dass ihn niemand braucht.</translation>
    </message>
    <message>
        <source>Its receipt is being printed.</source>
        <translation>Der Beleg wird gedruckt.</translation>
    </message>
    <message>
        <source>{refund_minor} was recorded as given back at {handed_at}, and then this till stopped</source>
        <translation>{refund_minor} wurden als zurückgegeben festgehalten ({handed_at}), und dann ging diese Kasse aus</translation>
    </message>
    <message>
        <source>Give nothing yet. Find out whether it was given from here: ask whoever pressed, and count the drawer or look at the card machine. If it was not given, say so: it is then offered here once more.</source>
        <translation>Noch nichts geben. Klären, ob es von hier gegeben wurde: fragen, wer gedrückt hat, und die Kassenlade zählen oder am Kartengerät nachsehen. Wurde es nicht gegeben, das hier sagen: dann wird es noch einmal angeboten.</translation>
    </message>
    <message>
        <source>This till is shut out: give nothing back here. Find out whether it was given from here, and tell the manager who closes its case at another till.</source>
        <translation>Diese Kasse ist ausgeschlossen: hier nichts zurückgeben. Klären, ob es von hier gegeben wurde, und es der Leitung sagen, die den Fall an einer anderen Kasse schließt.</translation>
    </message>
    <message>
        <source>{by} recorded {refund_minor} as given back at {handed_at}, and then this till stopped</source>
        <translation>{by} hat {refund_minor} als zurückgegeben festgehalten ({handed_at}), und dann ging diese Kasse aus</translation>
    </message>
    <message>
        <source>Give nothing yet. Find out whether it was given from here: ask {by}, and count the drawer or look at the card machine. If it was not given, say so: it is then offered here once more.</source>
        <translation>Noch nichts geben. Klären, ob es von hier gegeben wurde: {by} fragen, und die Kassenlade zählen oder am Kartengerät nachsehen. Wurde es nicht gegeben, das hier sagen: dann wird es noch einmal angeboten.</translation>
    </message>
    <message>
        <source>This till is shut out: give nothing back here. Find out whether it was given from here, ask {by}, and tell the manager who closes its case at another till.</source>
        <translation>Diese Kasse ist ausgeschlossen: hier nichts zurückgeben. Klären, ob es von hier gegeben wurde, {by} fragen, und es der Leitung sagen, die den Fall an einer anderen Kasse schließt.</translation>
    </message>
    <message>
        <source>Noted: {refund_minor} of sale {number} was not given. It is at the left again: choose it there when the customer is here.</source>
        <translation>Festgehalten: {refund_minor} von Verkauf {number} wurde nicht gegeben. Es steht wieder links: dort wählen, wenn der Kunde da ist.</translation>
    </message>
    <message>
        <source>{refund_minor} is recorded as given back at {handed_at}, the refund receipt has not come out yet</source>
        <translation>{refund_minor} ist als zurückgegeben festgehalten ({handed_at}), der Beleg ist noch nicht herausgekommen</translation>
    </message>
    <message>
        <source>Print it now, or note that nobody needs it.</source>
        <translation>Jetzt drucken oder festhalten, dass ihn niemand braucht.</translation>
    </message>
    <message>
        <source>Recorded at {handed_at}: give {refund_minor} of sale {number} to the customer now, once.</source>
        <translation>Festgehalten um {handed_at}: {refund_minor} zum Verkauf {number} jetzt dem Kunden geben, einmal.</translation>
    </message>
    <message>
        <source>Noted: {refund_minor} of sale {number} has gone back from here, too</source>
        <translation>Festgehalten: {refund_minor} zum Verkauf {number} ist auch von hier zurückgegangen</translation>
    </message>
    <message>
        <source>Tell a manager, and give nothing more.</source>
        <translation>Der Leitung sagen und nichts mehr geben.</translation>
    </message>
    <message>
        <source>{name} has found that {refund_minor} is not owed</source>
        <translation>{name} hat geklärt, dass {refund_minor} nicht geschuldet ist</translation>
    </message>
    <message>
        <source>Give nothing back. A manager closes this one with a reason.</source>
        <translation>Nichts zurückgeben. Die Leitung schließt diesen hier mit einer Begründung.</translation>
    </message>
    <message>
        <source>Not voided: how the sale was paid is known otherwise by now</source>
        <translation>Nicht storniert: Wie der Verkauf bezahlt wurde, ist inzwischen anders bekannt</translation>
    </message>
    <message>
        <source>Give nothing back. Void it again under Sales, which shows how the money goes back now. A manager closes this one with a reason.</source>
        <translation>Nichts zurückgeben. Unter Verkäufe noch einmal stornieren; dort steht, wie das Geld jetzt zurückgeht. Die Leitung schließt dies mit einer Begründung.</translation>
    </message>
    <message>
        <source>{till} has held these cards since {held_at} and has not been heard from.</source>
        <translation>{till} hat diese Karten seit {held_at} reserviert und sich nicht gemeldet.</translation>
    </message>
    <message>
        <source>If it can be switched on again, it ends the sale by itself. Else answer here.</source>
        <translation>Lässt sie sich wieder einschalten, beendet sie den Verkauf von selbst. Sonst hier antworten.</translation>
    </message>
    <message>
        <source>No connection: what other tills hold cannot be shown.</source>
        <translation>Keine Verbindung: was andere Kassen reserviert haben, ist nicht zu sehen.</translation>
    </message>
    <message>
        <source>Say whether it was paid</source>
        <translation>Sagen, ob bezahlt wurde</translation>
    </message>
    <message>
        <source>Write down how you know</source>
        <translation>Aufschreiben, woher das bekannt ist</translation>
    </message>
    <message>
        <source>No answer from the server. Send it again; it counts once.</source>
        <translation>Keine Antwort vom Server. Noch einmal senden; es zählt nur einmal.</translation>
    </message>
    <message>
        <source>The signature does not count any more. Sign again.</source>
        <translation>Die Unterschrift gilt nicht mehr. Noch einmal unterschreiben.</translation>
    </message>
    <message>
        <source>This payment reference has paid for another sale.</source>
        <translation>Diese Zahlungsreferenz hat einen anderen Verkauf bezahlt.</translation>
    </message>
    <message>
        <source>The server refused it. Call the administrator.</source>
        <translation>Der Server hat es abgelehnt. Die Administration rufen.</translation>
    </message>
    <message>
        <source>There is nothing to ask the server</source>
        <translation>Es gibt nichts, wonach der Server zu fragen wäre</translation>
    </message>
    <message>
        <source>The server is being asked</source>
        <translation>Der Server wird gefragt</translation>
    </message>
    <message>
        <source>Sign in first</source>
        <translation>Erst anmelden</translation>
    </message>
    <message>
        <source>Only a manager may decide that</source>
        <translation>Das darf nur die Leitung entscheiden</translation>
    </message>
    <message>
        <source>Sale {number} was settled so before, and no money is owed</source>
        <translation>Verkauf {number} war schon so geklärt, und kein Geld ist geschuldet</translation>
    </message>
    <message>
        <source>The answer came meanwhile</source>
        <translation>Die Antwort kam inzwischen</translation>
    </message>
    <message>
        <source>Nothing was voided. Look at the sale again.</source>
        <translation>Nichts wurde storniert. Den Verkauf noch einmal ansehen.</translation>
    </message>
    <message>
        <source>The till&apos;s disk is full</source>
        <translation>Die Festplatte der Kasse ist voll</translation>
    </message>
    <message>
        <source>Nothing was recorded. Call the administrator.</source>
        <translation>Nichts wurde festgehalten. Die Administration rufen.</translation>
    </message>
    <message>
        <source>Then print again.</source>
        <translation>Danach noch einmal drucken.</translation>
    </message>
    <message>
        <source>Voided, {refund_minor} goes back once a manager has signed</source>
        <translation>Storniert, {refund_minor} gehen zurück, sobald die Leitung unterschrieben hat</translation>
    </message>
    <message>
        <source>Keep the card and give nothing back yet. A manager signs it here.|Keep the cards and give nothing back yet. A manager signs it here.</source>
        <translation>Karte behalten und noch nichts zurückgeben. Die Leitung unterschreibt hier.|Karten behalten und noch nichts zurückgeben. Die Leitung unterschreibt hier.</translation>
    </message>
    <message>
        <source>Voided and signed, the server is being told</source>
        <translation>Storniert und unterschrieben, der Server erfährt es gerade</translation>
    </message>
    <message>
        <source>Keep the card and give nothing back yet.|Keep the cards and give nothing back yet.</source>
        <translation>Karte behalten und noch nichts zurückgeben.|Karten behalten und noch nichts zurückgeben.</translation>
    </message>
    <message>
        <source>Give nothing back: the customer may have the money. Ask the manager who closed the case, then close this one.</source>
        <translation>Nichts zurückgeben: Der Kunde hat das Geld vielleicht schon. Fragen, wer den Fall abgeschlossen hat, dann diesen abschließen.</translation>
    </message>
    <message>
        <source>Cancelled here, but a manager settled it elsewhere as paid: activated</source>
        <translation>Hier abgebrochen, aber die Leitung hat ihn anderswo als bezahlt geklärt: aktiviert</translation>
    </message>
    <message>
        <source>Cancelled here, but settled elsewhere as paid: not known yet what became of the card|Cancelled here, but settled elsewhere as paid: not known yet what became of the {count} cards</source>
        <translation>Hier abgebrochen, aber anderswo als bezahlt geklärt: Noch unklar, was aus der Karte wurde|Hier abgebrochen, aber anderswo als bezahlt geklärt: Noch unklar, was aus den {count} Karten wurde</translation>
    </message>
    <message>
        <source>Keep the card until it is known. The till asks the server.|Keep the cards until it is known. The till asks the server.</source>
        <translation>Karte behalten, bis es bekannt ist. Die Kasse fragt den Server.|Karten behalten, bis es bekannt ist. Die Kasse fragt den Server.</translation>
    </message>
    <message>
        <source>Cancelled here, settled elsewhere as paid, and not all of it is activated</source>
        <translation>Hier abgebrochen, anderswo als bezahlt geklärt, und nicht alles ist aktiviert</translation>
    </message>
    <message>
        <source>Paid here, but a manager settled it elsewhere as not paid</source>
        <translation>Hier bezahlt, aber die Leitung hat ihn anderswo als nicht bezahlt geklärt</translation>
    </message>
    <message>
        <source>Keep the card; the refund stands in this list. Take note here.|Keep the cards; the refund stands in this list. Take note here.</source>
        <translation>Karte behalten; die Rückzahlung steht in dieser Liste. Hier zur Kenntnis nehmen.|Karten behalten; die Rückzahlung steht in dieser Liste. Hier zur Kenntnis nehmen.</translation>
    </message>
    <message>
        <source>Paid, but reference **{reference}** has paid for another sale</source>
        <translation>Bezahlt, aber mit Referenz **{reference}** wurde schon ein anderer Verkauf bezahlt</translation>
    </message>
    <message>
        <source>Enter the right reference, or say that it was cash. Keep the card until then.|Enter the right reference, or say that it was cash. Keep the cards until then.</source>
        <translation>Die richtige Referenz eingeben, oder dass es bar war. Karte so lange behalten.|Die richtige Referenz eingeben, oder dass es bar war. Karten so lange behalten.</translation>
    </message>
    <message>
        <source>Paid, but the server did not take how it was paid</source>
        <translation>Bezahlt, aber der Server hat die Zahlungsart nicht angenommen</translation>
    </message>
    <message>
        <source>Correct how it was paid. Keep the card until then.|Correct how it was paid. Keep the cards until then.</source>
        <translation>Die Zahlungsart berichtigen. Karte so lange behalten.|Die Zahlungsart berichtigen. Karten so lange behalten.</translation>
    </message>
    <message>
        <source>Paid, but this till has been shut out</source>
        <translation>Bezahlt, aber diese Kasse wurde ausgeschlossen</translation>
    </message>
    <message>
        <source>Keep the card. A manager settles the sale at another till, under Waiting.|Keep the cards. A manager settles the sale at another till, under Waiting.</source>
        <translation>Karte behalten. Die Leitung klärt den Verkauf an einer anderen Kasse unter Wartend.|Karten behalten. Die Leitung klärt den Verkauf an einer anderen Kasse unter Wartend.</translation>
    </message>
    <message>
        <source>The void was refused: it was voided before</source>
        <translation>Die Stornierung wurde abgelehnt: Es war schon storniert</translation>
    </message>
    <message>
        <source>Give nothing back. A manager looks into it and closes the case with a reason.</source>
        <translation>Nichts zurückgeben. Die Leitung geht dem nach und schließt den Fall mit einer Begründung.</translation>
    </message>
    <message>
        <source>Only {refund_minor} were to be given back: the server did not void the rest. A manager closes the case with a reason.</source>
        <translation>Nur {refund_minor} waren zurückzugeben: Den Rest hat der Server nicht storniert. Die Leitung schließt den Fall mit einer Begründung.</translation>
    </message>
    <message>
        <source>The restored server tells something else about this sale</source>
        <translation>Der wiederhergestellte Server sagt über diesen Verkauf etwas anderes</translation>
    </message>
    <message>
        <source>A manager compares its answer with this till&apos;s receipt and closes the case with a reason.</source>
        <translation>Die Leitung vergleicht seine Antwort mit dem Beleg dieser Kasse und schließt den Fall mit einer Begründung.</translation>
    </message>
    <message>
        <source>Sold and paid here, but the restored server refuses its card|Sold and paid here, but the restored server refuses its cards</source>
        <translation>Hier verkauft und bezahlt, aber der wiederhergestellte Server lehnt die Karte ab|Hier verkauft und bezahlt, aber der wiederhergestellte Server lehnt die Karten ab</translation>
    </message>
    <message>
        <source>The card may be dead, and the {total_minor} were taken here: no case of the server owes them. A manager looks the card up, settles it with the customer, and closes this with a reason.|The cards may be dead, and the {total_minor} were taken here: no case of the server owes them. A manager looks the cards up, settles it with the customer, and closes this with a reason.</source>
        <translation>Die Karte ist vielleicht ungültig, und die {total_minor} wurden hier eingenommen: Kein Fall des Servers schuldet sie. Die Leitung schlägt die Karte nach, klärt es mit dem Kunden und schließt dies mit einer Begründung.|Die Karten sind vielleicht ungültig, und die {total_minor} wurden hier eingenommen: Kein Fall des Servers schuldet sie. Die Leitung schlägt die Karten nach, klärt es mit dem Kunden und schließt dies mit einer Begründung.</translation>
    </message>
    <message>
        <source>The restored server tells otherwise which cards of this sale are active</source>
        <translation>Der wiederhergestellte Server sagt anderes darüber, welche Karten dieses Verkaufs aktiv sind</translation>
    </message>
    <message>
        <source>A manager compares the cards under Sales. What the server owes goes back with its case, once. A card whose money went back here and that is active now is recalled. Then close this with a reason.</source>
        <translation>Die Leitung vergleicht die Karten unter Verkäufe. Was der Server schuldet, geht mit seinem Fall zurück, einmal. Eine Karte, deren Geld hier zurückging und die jetzt aktiv ist, wird zurückgerufen. Danach dies mit einer Begründung schließen.</translation>
    </message>
    <message>
        <source>This sale had ended elsewhere, and the restored server holds it once more</source>
        <translation>Dieser Verkauf war anderswo beendet, und der wiederhergestellte Server hält ihn wieder fest</translation>
    </message>
    <message>
        <source>It keeps no money: what was paid here goes back with its own row, or has gone back. A manager answers where it is listed as held that it was not paid, and closes this with a reason.</source>
        <translation>Er behält kein Geld: was hier bezahlt wurde, geht mit seiner eigenen Zeile zurück oder ging zurück. Die Leitung antwortet dort, wo er als festgehalten steht, dass nicht bezahlt wurde, und schließt dies mit einer Begründung.</translation>
    </message>
    <message>
        <source>The money of this void is back, but the restored server tells something else</source>
        <translation>Das Geld dieses Stornos ist zurück, aber der wiederhergestellte Server sagt etwas anderes</translation>
    </message>
    <message>
        <source>Give nothing back again, void it under no other number, and keep the card. A manager looks the card up: if it is active, it is recalled. Then close this with a reason.|Give nothing back again, void it under no other number, and keep the cards. A manager looks the cards up: those that are active are recalled. Then close this with a reason.</source>
        <translation>Nichts noch einmal zurückgeben, unter keiner anderen Nummer stornieren und die Karte dabehalten. Die Leitung schlägt die Karte nach: ist sie aktiv, wird sie zurückgerufen. Danach dies mit einer Begründung schließen.|Nichts noch einmal zurückgeben, unter keiner anderen Nummer stornieren und die Karten dabehalten. Die Leitung schlägt die Karten nach: die aktiven werden zurückgerufen. Danach dies mit einer Begründung schließen.</translation>
    </message>
    <message>
        <source>This till has ended the sale, but the server has held its cards since {held_at}.</source>
        <translation>Diese Kasse hat den Verkauf beendet, aber der Server hat seine Karten seit {held_at} reserviert.</translation>
    </message>
    <message>
        <source>A manager looks into the drawer and says here whether it was paid.</source>
        <translation>Die Leitung sieht in der Kassenlade nach und sagt hier, ob bezahlt wurde.</translation>
    </message>
    <message>
        <source>This till gave the money of the sale back, but the server has held its cards since {held_at}.</source>
        <translation>Diese Kasse hat das Geld des Verkaufs zurückgegeben, aber der Server hält seine Karten seit {held_at} fest.</translation>
    </message>
    <message>
        <source>A manager answers that it was not paid: then nothing goes back a second time.</source>
        <translation>Die Leitung antwortet, dass nicht bezahlt wurde: dann geht nichts ein zweites Mal zurück.</translation>
    </message>
    <message>
        <source>{till} has held these cards since {held_at}. It was heard from at {seen_at}.</source>
        <translation>{till} hat diese Karten seit {held_at} reserviert. Zuletzt gemeldet hat sie sich um {seen_at}.</translation>
    </message>
    <message>
        <source>{till} has held these cards since {held_at}. It has not been heard from since {seen_at}.</source>
        <translation>{till} hat diese Karten seit {held_at} reserviert. Seit {seen_at} hat sie sich nicht gemeldet.</translation>
    </message>
    <message>
        <source>Not known yet whether its money is still to be given here</source>
        <translation>Noch nicht bekannt, ob das Geld noch von hier zu geben ist</translation>
    </message>
    <message>
        <source>Give nothing. Say so again once the server answers.</source>
        <translation>Nichts geben. Es noch einmal sagen, sobald der Server antwortet.</translation>
    </message>
    <message>
        <source>This case is asked about here</source>
        <translation>Nach diesem Fall wird hier gefragt</translation>
    </message>
    <message>
        <source>Say first whether its money was given from here.</source>
        <translation>Erst sagen, ob das Geld von hier gegeben wurde.</translation>
    </message>
    <message>
        <source>This till is shut out: give nothing here. It is given from another drawer.</source>
        <translation>Diese Kasse ist ausgeschlossen: hier nichts geben. Es wird aus einer anderen Kassenlade gegeben.</translation>
    </message>
    <message>
        <source>This till has been enrolled anew since: give nothing here. Ask the administrator.</source>
        <translation>Diese Kasse ist dem Server seither neu beigetreten: hier nichts geben. Die Administration fragen.</translation>
    </message>
    <message>
        <source>The server does not take this close from you. Give nothing here.</source>
        <translation>Der Server nimmt das Schließen von der angemeldeten Person nicht an. Hier nichts geben.</translation>
    </message>
    <message>
        <source>Give nothing yet. Call the administrator, and press once more when there is room.</source>
        <translation>Noch nichts geben. Die Administration rufen und noch einmal drücken, wenn Platz ist.</translation>
    </message>
    <message>
        <source>What became of it cannot be noted here: give nothing. Call the administrator, and say so again when there is room.</source>
        <translation>Was daraus wurde, lässt sich hier nicht festhalten: nichts geben. Die Administration rufen und es noch einmal sagen, wenn Platz ist.</translation>
    </message>
    <message>
        <source>Not noted yet that it was given</source>
        <translation>Noch nicht vermerkt, dass es gegeben wurde</translation>
    </message>
    <message>
        <source>Give nothing more. Say so again once the server answers.</source>
        <translation>Nichts mehr geben. Es noch einmal sagen, sobald der Server antwortet.</translation>
    </message>
    <message>
        <source>The server has this case open again</source>
        <translation>Beim Server ist dieser Fall wieder offen</translation>
    </message>
    <message>
        <source>Give nothing yet. Close it once more: then it says here what to give.</source>
        <translation>Noch nichts geben. Den Fall noch einmal abschließen: Dann steht hier, was zu geben ist.</translation>
    </message>
    <message>
        <source>The till can still end the sale itself. Ask there first, and answer here only if it cannot.</source>
        <translation>Die Kasse kann den Verkauf noch selbst beenden. Erst dort fragen, und hier nur antworten, wenn sie es nicht kann.</translation>
    </message>
    <message>
        <source>Not yet: tills are still telling what they know after the restore. Try again when they have.</source>
        <translation>Noch nicht: Kassen melden nach der Wiederherstellung noch, was sie wissen. Danach erneut versuchen.</translation>
    </message>
    <message>
        <source>Voided, and settled by a manager elsewhere</source>
        <translation>Storniert, und von der Leitung anderswo geklärt</translation>
    </message>
    <message>
        <source>This till was paid nothing for it. Keep the cards and call the manager, who finds out whether it was paid. Then take note here.</source>
        <translation>An dieser Kasse wurde nichts dafür bezahlt. Die Karten behalten und die Leitung rufen, die klärt, ob bezahlt wurde. Dann hier zur Kenntnis nehmen.</translation>
    </message>
    <message>
        <source>Give nothing back: the money goes back with the void or the case before. A manager closes this case with a reason.</source>
        <translation>Nichts zurückgeben: Das Geld geht mit der früheren Stornierung oder dem früheren Fall zurück. Die Leitung schließt diesen Fall mit einer Begründung.</translation>
    </message>
    <message>
        <source>The restored server does not know that till {till} sold this</source>
        <translation>Der wiederhergestellte Server weiß nicht, dass Kasse {till} dies verkauft hat</translation>
    </message>
    <message>
        <source>The void is told again until till {till} has told its sale. If that till is gone, a manager closes this with a reason.</source>
        <translation>Das Storno wird erneut gesendet, bis Kasse {till} den Verkauf gemeldet hat. Gibt es diese Kasse nicht mehr, schließt die Leitung dies mit einer Begründung.</translation>
    </message>
    <message>
        <source>Voided, and its money is back: the restored server does not know that till {till} sold it</source>
        <translation>Storniert, und das Geld ist zurück: Der wiederhergestellte Server weiß nicht, dass Kasse {till} es verkauft hat</translation>
    </message>
    <message>
        <source>Keep the card and give nothing back again. The void is told again until till {till} has told its sale. If that till is gone, a manager closes this; if the sale is listed as held, first answer there that it was not paid.|Keep the cards and give nothing back again. The void is told again until till {till} has told its sale. If that till is gone, a manager closes this; if the sale is listed as held, first answer there that it was not paid.</source>
        <translation>Die Karte dabehalten und nichts noch einmal zurückgeben. Das Storno wird erneut gesendet, bis Kasse {till} den Verkauf gemeldet hat. Gibt es diese Kasse nicht mehr, schließt die Leitung dies; steht der Verkauf unter den festgehaltenen, antwortet sie dort zuerst, dass nicht bezahlt wurde.|Die Karten dabehalten und nichts noch einmal zurückgeben. Das Storno wird erneut gesendet, bis Kasse {till} den Verkauf gemeldet hat. Gibt es diese Kasse nicht mehr, schließt die Leitung dies; steht der Verkauf unter den festgehaltenen, antwortet sie dort zuerst, dass nicht bezahlt wurde.</translation>
    </message>
    <message>
        <source>Voided, {refund_minor} goes back once the restored server knows that till {till} sold it</source>
        <translation>Storniert, {refund_minor} geht zurück, sobald der wiederhergestellte Server weiß, dass Kasse {till} es verkauft hat</translation>
    </message>
    <message>
        <source>Keep the card and give nothing back yet. The void is told again until till {till} has told its sale. If that till is gone, a manager settles it with the customer and closes this.|Keep the cards and give nothing back yet. The void is told again until till {till} has told its sale. If that till is gone, a manager settles it with the customer and closes this.</source>
        <translation>Die Karte dabehalten und noch nichts zurückgeben. Das Storno wird erneut gesendet, bis Kasse {till} den Verkauf gemeldet hat. Gibt es diese Kasse nicht mehr, klärt die Leitung es mit dem Kunden und schließt dies.|Die Karten dabehalten und noch nichts zurückgeben. Das Storno wird erneut gesendet, bis Kasse {till} den Verkauf gemeldet hat. Gibt es diese Kasse nicht mehr, klärt die Leitung es mit dem Kunden und schließt dies.</translation>
    </message>
    <message>
        <source>The restored server tells something else about this void</source>
        <translation>Der wiederhergestellte Server sagt über dieses Storno etwas anderes</translation>
    </message>
    <message>
        <source>Give nothing back from here. What the server lists as owed goes back with its case. A manager closes this one with a reason.</source>
        <translation>Von hier nichts zurückgeben. Was der Server als geschuldet führt, geht mit seinem Fall zurück. Die Leitung schließt dies mit Begründung.</translation>
    </message>
    <message>
        <source>Voided, but the selling till says: not paid</source>
        <translation>Storniert, aber die Kasse des Verkaufs meldet: nicht bezahlt</translation>
    </message>
    <message>
        <source>Give nothing back yet. A manager finds out and closes the case of the payment first; then this one, if it was not paid.</source>
        <translation>Noch nichts zurückgeben. Die Leitung klärt es und schließt erst den Fall der Zahlung, dann diesen, wenn nicht bezahlt wurde.</translation>
    </message>
    <message>
        <source>Being voided, but the server does not take the request</source>
        <translation>Wird storniert, aber der Server nimmt die Anfrage nicht an</translation>
    </message>
    <message>
        <source>Keep card and money here. Call support with the code under Details, then try again.|Keep cards and money here. Call support with the code under Details, then try again.</source>
        <translation>Karte und Geld hier behalten. Den Support mit dem Code unter Details rufen, dann noch einmal versuchen.|Karten und Geld hier behalten. Den Support mit dem Code unter Details rufen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>A manager has signed, but the server does not take the signature</source>
        <translation>Die Leitung hat unterschrieben, aber der Server nimmt die Unterschrift nicht an</translation>
    </message>
    <message>
        <source>Give no money back yet. Call support with the code under Details, then try again.</source>
        <translation>Noch kein Geld zurückgeben. Den Support mit dem Code unter Details rufen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The case is closed</source>
        <translation>Der Fall ist geschlossen</translation>
    </message>
    <message>
        <source>The case is still open</source>
        <translation>Der Fall ist noch offen</translation>
    </message>
    <message>
        <source>Give nothing back. Your reason is kept with it.</source>
        <translation>Nichts zurückgeben. Ihre Begründung bleibt dabei.</translation>
    </message>
    <message>
        <source>Enter the payment reference.</source>
        <translation>Die Zahlungsreferenz eingeben.</translation>
    </message>
    <message>
        <source>This is the reference that was refused.</source>
        <translation>Das ist die Referenz, die abgelehnt wurde.</translation>
    </message>
    <message>
        <source>This reference has paid for sale {number}. Check it.</source>
        <translation>Mit dieser Referenz wurde schon Verkauf {number} bezahlt. Prüfen.</translation>
    </message>
    <message>
        <source>A void was carried out without a manager&apos;s signature</source>
        <translation>Eine Stornierung wurde ohne Unterschrift der Leitung ausgeführt</translation>
    </message>
    <message>
        <source>A void was refused: the card has been used</source>
        <translation>Eine Stornierung wurde abgelehnt: Die Karte ist eingelöst</translation>
    </message>
    <message>
        <source>Talk to the customer, then close it with what was agreed.</source>
        <translation>Mit dem Kunden sprechen, dann mit dem Ergebnis schließen.</translation>
    </message>
    <message>
        <source>Voided, and the money is not known to be back with the customer</source>
        <translation>Storniert, und ob das Geld beim Kunden ist, ist nicht bekannt</translation>
    </message>
    <message>
        <source>Find out first. If it was paid, close the case, then give the money back here. If it was not, press **Nothing is owed**.</source>
        <translation>Erst klären. Wurde bezahlt: den Fall schließen, dann das Geld hier zurückgeben. Wurde nicht bezahlt: **Nichts geschuldet** drücken.</translation>
    </message>
    <message>
        <source>Find out whether that money has gone back. If it has not, close the case, then give it back here. If it has, press **Nothing is owed**.</source>
        <translation>Klären, ob dieses Geld schon zurückging. Wenn nicht: den Fall schließen, dann hier zurückgeben. Wenn ja: **Nichts geschuldet** drücken.</translation>
    </message>
    <message>
        <source>Sold card recalled: its money goes back</source>
        <translation>Verkaufte Karte zurückgerufen: Das Geld muss zurück</translation>
    </message>
    <message>
        <source>Sold card taken out of use: its money goes back</source>
        <translation>Verkaufte Karte aus dem Verkehr gezogen: Das Geld geht zurück</translation>
    </message>
    <message>
        <source>No till gives it back by itself. Void the card under Sales; or close it here first, then give the money back.</source>
        <translation>Keine Kasse gibt es von selbst zurück. Die Karte unter Verkäufe stornieren; oder erst hier schließen, dann das Geld zurückgeben.</translation>
    </message>
    <message>
        <source>A card that no till sold was recalled</source>
        <translation>Zurückgerufen: eine Karte, die keine Kasse verkauft hat</translation>
    </message>
    <message>
        <source>A payment reference paid for two sales</source>
        <translation>Mit einer Zahlungsreferenz wurden zwei Verkäufe bezahlt</translation>
    </message>
    <message>
        <source>Look at the card machine&apos;s slips, then close it with what was found.</source>
        <translation>Die Belege des Kartengeräts ansehen, dann mit dem Ergebnis schließen.</translation>
    </message>
    <message>
        <source>The till and the manager tell different payments</source>
        <translation>Kasse und Leitung nennen verschiedene Zahlungen</translation>
    </message>
    <message>
        <source>Count the drawer, then close it with what was found.</source>
        <translation>Die Kassenlade zählen, dann mit dem Ergebnis schließen.</translation>
    </message>
    <message>
        <source>Keep its cards that were activated, and find out first. If it was paid, close the case, then hand them over. If it was not, press **It was not paid**: those that nobody has used are taken out of use, and no drawer is expected to have its money.</source>
        <translation>Die Karten daraus, die freigeschaltet wurden, behalten und erst klären. Wurde bezahlt: den Fall schließen, dann die Karten übergeben. Wurde nicht bezahlt: **Es wurde nicht bezahlt** drücken, das macht ungültig, was niemand benutzt hat, und in keiner Lade wird dafür Geld erwartet.</translation>
    </message>
    <message>
        <source>The server cannot show now what other tills hold.</source>
        <translation>Der Server kann jetzt nicht zeigen, was andere Kassen halten.</translation>
    </message>
    <message>
        <source>Tills hold more than is listed. Settle some first.</source>
        <translation>Kassen halten mehr, als hier steht. Erst einiges davon klären.</translation>
    </message>
    <message>
        <source>Whoever sold it gives the money back. Close it with what was agreed.</source>
        <translation>Wer sie verkauft hat, gibt das Geld zurück. Schließen mit dem, was vereinbart ist.</translation>
    </message>
    <message>
        <source>Cases of one card: its number</source>
        <translation>Fälle einer Karte: ihre Nummer</translation>
    </message>
    <message>
        <source>No case of this card is open.</source>
        <translation>Zu dieser Karte ist kein Fall offen.</translation>
    </message>
    <message>
        <source>This void was settled before the server was restored: pay nothing again</source>
        <translation>Dieses Storno war vor der Wiederherstellung des Servers erledigt: nichts noch einmal auszahlen</translation>
    </message>
    <message>
        <source>If the server lists its case as open once more, a manager closes it there and gives nothing back. Then a manager closes this one with a reason.</source>
        <translation>Führt der Server den Fall wieder als offen, schließt ihn die Leitung dort und gibt nichts zurück. Danach schließt die Leitung diesen hier mit einer Begründung.</translation>
    </message>
    <message>
        <source>Show more cases</source>
        <translation>Weitere Fälle zeigen</translation>
    </message>
    <message>
        <source>Recalled, to be refunded</source>
        <translation>Zurückgerufen, zu erstatten</translation>
    </message>
    <message>
        <source>Recall R-{number}</source>
        <translation>Rückruf R-{number}</translation>
    </message>
    <message>
        <source>One card|{count} cards</source>
        <translation>Eine Karte|{count} Karten</translation>
    </message>
    <message>
        <source>Press to see them card by card</source>
        <translation>Drücken, um sie Karte für Karte zu sehen</translation>
    </message>
    <message>
        <source>Press for all other cases</source>
        <translation>Drücken für alle anderen Fälle</translation>
    </message>
    <message>
        <source>Cases of recall R-{number}</source>
        <translation>Fälle des Rückrufs R-{number}</translation>
    </message>
    <message>
        <source>A card was paid for and cannot be used</source>
        <translation>Eine Karte wurde bezahlt und ist nicht zu gebrauchen</translation>
    </message>
    <message>
        <source>How is it settled?</source>
        <translation>Wie wird es geklärt?</translation>
    </message>
    <message>
        <source>Write down how it is settled</source>
        <translation>Aufschreiben, wie es geklärt wird</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>Noch einmal fragen</translation>
    </message>
    <message>
        <source>No connection: which cases are open now is not known.</source>
        <translation>Keine Verbindung: Welche Fälle jetzt offen sind, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The server cannot tell now which cases are open.</source>
        <translation>Der Server kann gerade nicht sagen, welche Fälle offen sind.</translation>
    </message>
    <message>
        <source>The server did not take it. Give nothing back before it says closed.</source>
        <translation>Der Server hat es nicht angenommen. Nichts zurückgeben, bevor hier „geschlossen“ steht.</translation>
    </message>
    <message>
        <source>How the sale was paid is known otherwise by now. Give nothing back: look at the case again, then close it.</source>
        <translation>Wie der Verkauf bezahlt wurde, ist inzwischen anders bekannt. Nichts zurückgeben: den Fall noch einmal ansehen, dann schließen.</translation>
    </message>
    <message>
        <source>Not known yet whether the case is closed</source>
        <translation>Noch nicht bekannt, ob der Fall geschlossen ist</translation>
    </message>
    <message>
        <source>Give nothing back before it says closed. Ask again; it counts once.</source>
        <translation>Nichts zurückgeben, bevor hier „geschlossen“ steht. Noch einmal fragen; es zählt einmal.</translation>
    </message>
    <message>
        <source>Somebody else has closed this case</source>
        <translation>Jemand anderes hat diesen Fall geschlossen</translation>
    </message>
    <message>
        <source>Give nothing back.</source>
        <translation>Nichts zurückgeben.</translation>
    </message>
    <message>
        <source>Your reason is kept with it.</source>
        <translation>Die Begründung steht bei ihm.</translation>
    </message>
    <message>
        <source>{name} was to give its money. Give nothing yet. Find out whether it was given from here: ask {name}, and count the drawer or look at the card machine. If it was not given, say so: it then says here what to give.</source>
        <translation>{name} sollte das Geld geben. Noch nichts geben. Klären, ob es von hier gegeben wurde: {name} fragen, und die Kassenlade zählen oder am Kartengerät nachsehen. Wurde es nicht gegeben, das hier sagen: Dann steht hier, was zu geben ist.</translation>
    </message>
    <message>
        <source>The server does not take this close from you: give nothing here. If it was not given, let {name} say so. If a restore has lost the case, void the card under Sales. Once the customer has the money, say here that it was given.</source>
        <translation>Der Server nimmt das Schließen von der angemeldeten Person nicht an: hier nichts geben. Wurde es nicht gegeben, soll {name} es sagen. Ging der Fall bei einer Wiederherstellung verloren, die Karte unter Verkäufe stornieren. Hat die Kundschaft das Geld, hier sagen, dass es gegeben wurde.</translation>
    </message>
    <message>
        <source>The server does not take this close from you: give nothing here. If a restore has lost the case, void the card under Sales. Once the customer has the money, say here that it was given.</source>
        <translation>Der Server nimmt das Schließen von der angemeldeten Person nicht an: hier nichts geben. Ging der Fall bei einer Wiederherstellung verloren, die Karte unter Verkäufe stornieren. Hat die Kundschaft das Geld, hier sagen, dass es gegeben wurde.</translation>
    </message>
    <message>
        <source>This till is shut out: give nothing here. Find out whether it was given from here: ask {name}, and count the drawer or look at the card machine. If it was not, it is given from another till&apos;s drawer. Once the customer has it, say here that it was given.</source>
        <translation>Diese Kasse ist ausgeschlossen: hier nichts geben. Klären, ob es von hier gegeben wurde: {name} fragen, und die Kassenlade zählen oder am Kartengerät nachsehen. Wurde es nicht gegeben, wird es aus der Lade einer anderen Kasse gegeben. Hat die Kundschaft es, hier sagen, dass es gegeben wurde.</translation>
    </message>
    <message>
        <source>The case is closed, by you</source>
        <translation>Der Fall ist geschlossen, von Ihnen</translation>
    </message>
    <message>
        <source>Give the money back now: nobody else will.</source>
        <translation>Jetzt das Geld zurückgeben: Niemand sonst wird es tun.</translation>
    </message>
    <message>
        <source>The close was sent, and its answer did not come or could not be noted. Give nothing back before it says closed. Ask again; it counts once.</source>
        <translation>Das Schließen wurde gesendet, und die Antwort kam nicht oder ließ sich nicht festhalten. Nichts zurückgeben, bevor hier „geschlossen“ steht. Noch einmal fragen; es zählt einmal.</translation>
    </message>
    <message>
        <source>The case is closed from this till</source>
        <translation>Der Fall ist von dieser Kasse aus geschlossen</translation>
    </message>
    <message>
        <source>Noted: it was given</source>
        <translation>Festgehalten: es wurde gegeben</translation>
    </message>
    <message>
        <source>Give nothing more.</source>
        <translation>Nichts mehr geben.</translation>
    </message>
    <message>
        <source>Closed elsewhere as well</source>
        <translation>Auch anderswo geschlossen</translation>
    </message>
    <message>
        <source>Give nothing more: the money may have gone out twice. Tell the administrator.</source>
        <translation>Nichts mehr geben: Das Geld kann zweimal hinausgegangen sein. Der Administration Bescheid geben.</translation>
    </message>
    <message>
        <source>Noted at this till only: it was given</source>
        <translation>Nur an dieser Kasse vermerkt: Es wurde gegeben</translation>
    </message>
    <message>
        <source>Give nothing more. Should the case be listed at another till, close it there and give nothing.</source>
        <translation>Nichts mehr geben. Sollte der Fall an einer anderen Kasse stehen, ihn dort schließen und nichts geben.</translation>
    </message>
    <message>
        <source>This case was closed elsewhere</source>
        <translation>Dieser Fall wurde anderswo geschlossen</translation>
    </message>
    <message>
        <source>Give nothing here.</source>
        <translation>Hier nichts geben.</translation>
    </message>
    <message>
        <source>Closed here, and then this till stopped</source>
        <translation>Hier geschlossen, und dann ging diese Kasse aus</translation>
    </message>
    <message>
        <source>This till has been enrolled anew since: give nothing here. Find out whether it was given from here: ask {name}, and count the drawer or look at the card machine. If it was not, ask the administrator. Once the customer has it, say here that it was given.</source>
        <translation>Diese Kasse ist dem Server seither neu beigetreten: hier nichts geben. Herausfinden, ob es von hier gegeben wurde: {name} fragen und die Lade zählen oder am Kartengerät nachsehen. Wurde es nicht gegeben, die Administration fragen. Hat die Kundschaft das Geld, hier sagen, dass es gegeben wurde.</translation>
    </message>
    <message>
        <source>Activated cards that nobody has used are out of use for good, and nothing more is given back. Put them aside.</source>
        <translation>Freigeschaltete Karten, die niemand benutzt hat, sind endgültig ungültig, und es wird nichts mehr zurückgegeben. Die Karten zur Seite legen.</translation>
    </message>
    <message>
        <source>{name} has closed this case elsewhere ({closed_at})</source>
        <translation>{name} hat diesen Fall anderswo geschlossen ({closed_at})</translation>
    </message>
    <message>
        <source>This case was closed meanwhile</source>
        <translation>Dieser Fall wurde inzwischen geschlossen</translation>
    </message>
    <message>
        <source>Somebody else or its till has settled it. Give nothing back.</source>
        <translation>Jemand anderes oder seine Kasse hat ihn erledigt. Nichts zurückgeben.</translation>
    </message>
    <message>
        <source>It is signed at its own till, under Waiting. If it cannot be, close it here first, then give the money back.</source>
        <translation>Unterschrieben wird an der eigenen Kasse unter Wartend. Geht das nicht, erst hier schließen, dann das Geld zurückgeben.</translation>
    </message>
    <message>
        <source>Give nothing back: as this till knows, the customer has the money already. The case may be closed here.</source>
        <translation>Nichts zurückgeben: Wie diese Kasse weiß, hat der Kunde das Geld schon. Der Fall kann hier geschlossen werden.</translation>
    </message>
    <message>
        <source>As this till knows, the customer has {refund_minor} of it already, from here or from a manager elsewhere: give only the rest.</source>
        <translation>Wie diese Kasse weiß, hat der Kunde {refund_minor} davon schon, von hier oder anderswo von der Leitung: Nur den Rest geben.</translation>
    </message>
    <message>
        <source>A void that the restored server has not taken again: its card may be live</source>
        <translation>Ein Storno, das der wiederhergestellte Server nicht wieder angenommen hat: Die Karte kann gelten</translation>
    </message>
    <message>
        <source>Its money may be back already: keep the card and give nothing back. The till that voided it says under Waiting what it waits for: a manager who signs again, or the till that sold it. Then this closes by itself.</source>
        <translation>Das Geld kann schon zurück sein: die Karte behalten und nichts zurückgeben. Die Kasse, die storniert hat, sagt unter Wartend, worauf es wartet: auf die Leitung, die noch einmal unterschreibt, oder auf die Kasse, die verkauft hat. Dann schließt sich das von selbst.</translation>
    </message>
    <message>
        <source>Ask at that till first: once the money is handed back there, this closes by itself. If it cannot be, close it here first, then give the money back.</source>
        <translation>Zuerst an jener Kasse fragen: Ist das Geld dort zurückgegeben, schließt sich das von selbst. Geht das nicht, erst hier schließen, dann das Geld zurückgeben.</translation>
    </message>
    <message>
        <source>Its refund is closed, but its till tells of a payment</source>
        <translation>Seine Erstattung ist geschlossen, aber seine Kasse meldet eine Zahlung</translation>
    </message>
    <message>
        <source>Void the card under Sales; or close it here first, then give the money back.</source>
        <translation>Die Karte unter Verkäufe stornieren; oder erst hier schließen, dann das Geld zurückgeben.</translation>
    </message>
    <message>
        <source>Paid, money back</source>
        <translation>Bezahlt, Geld zurück</translation>
    </message>
    <message>
        <source>The sale has been voided meanwhile. Give nothing back without its case.</source>
        <translation>Der Verkauf wurde inzwischen storniert. Ohne seinen Fall nichts zurückgeben.</translation>
    </message>
    <message>
        <source>Voided elsewhere</source>
        <translation>Anderswo storniert</translation>
    </message>
    <message>
        <source>The case is still open. Call the administrator, and give nothing back.</source>
        <translation>Der Fall ist noch offen. Die Administration rufen und nichts zurückgeben.</translation>
    </message>
    <message>
        <source>Its cards never become live: take them back, and look at their scratch fields before they are hung up again. What is owed is then a case in this list: close that first, and only then give the money back.</source>
        <translation>Die Karten werden nie gültig: zurücknehmen und die Rubbelfelder ansehen, bevor sie wieder in den Verkauf kommen. Was geschuldet wird, ist dann ein Fall in dieser Liste: erst den schließen, dann das Geld zurückgeben.</translation>
    </message>
    <message>
        <source>Sale {number} is settled.</source>
        <translation>Verkauf {number} ist geklärt.</translation>
    </message>
    <message>
        <source>Sale {number} is settled and voided. Its money goes back with its case alone, and the case is not listed here: give nothing back without it.</source>
        <translation>Verkauf {number} ist geklärt und storniert. Sein Geld geht nur mit seinem Fall zurück, und der steht hier nicht in der Liste: ohne ihn nichts zurückgeben.</translation>
    </message>
    <message>
        <source>Keep the card, and give nothing back for this row: the money goes back where it was voided, or once a manager has closed its case. Take note here.|Keep the cards, and give nothing back for this row: the money goes back where it was voided, or once a manager has closed its case. Take note here.</source>
        <translation>Karte behalten und zu dieser Zeile nichts zurückgeben: Das Geld geht dort zurück, wo storniert wurde, oder sobald die Leitung den Fall geschlossen hat. Hier zur Kenntnis nehmen.|Karten behalten und zu dieser Zeile nichts zurückgeben: Das Geld geht dort zurück, wo storniert wurde, oder sobald die Leitung den Fall geschlossen hat. Hier zur Kenntnis nehmen.</translation>
    </message>
    <message>
        <source>Not paid here, but a manager settled it as paid and voided it</source>
        <translation>Hier nicht bezahlt, aber die Leitung hat es als bezahlt geklärt und storniert</translation>
    </message>
    <message>
        <source>This till took no money for it. Call the manager before any money goes back, and keep the card. Take note here.|This till took no money for it. Call the manager before any money goes back, and keep the cards. Take note here.</source>
        <translation>Diese Kasse hat dafür kein Geld genommen. Die Leitung rufen, bevor Geld zurückgeht, und die Karte behalten. Hier zur Kenntnis nehmen.|Diese Kasse hat dafür kein Geld genommen. Die Leitung rufen, bevor Geld zurückgeht, und die Karten behalten. Hier zur Kenntnis nehmen.</translation>
    </message>
    <message>
        <source>It was confirmed meanwhile, by its till or by another manager. Look at the sale.</source>
        <translation>Er wurde inzwischen bestätigt, von seiner Kasse oder von jemand anderem aus der Leitung. Den Verkauf ansehen.</translation>
    </message>
    <message>
        <source>It was cancelled meanwhile by its till, or settled by another manager as not paid. Look at the sale.</source>
        <translation>Er wurde inzwischen von seiner Kasse abgebrochen oder von jemand anderem aus der Leitung als nicht bezahlt geklärt. Den Verkauf ansehen.</translation>
    </message>
    <message>
        <source>Settled as paid, and the money goes back</source>
        <translation>Als bezahlt geklärt, und das Geld geht zurück</translation>
    </message>
    <message>
        <source>Take the cards back, and recall one whose scratch field is open. Close it here first, then give the money back here: its own till gives nothing back.</source>
        <translation>Die Karten zurücknehmen und eine mit offenem Rubbelfeld zurückrufen. Erst hier schließen, dann das Geld hier zurückgeben: Die eigene Kasse gibt nichts zurück.</translation>
    </message>
    <message>
        <source>The till that sold or voided the card pays it, in {currency}</source>
        <translation>Die Kasse, die die Karte verkauft oder storniert hat, zahlt es, in {currency}</translation>
    </message>
    <message>
        <source>Its case in this list says where the money goes back: close it there first.</source>
        <translation>Sein Fall in dieser Liste sagt, wo das Geld zurückgeht: ihn dort erst schließen.</translation>
    </message>
    <message>
        <source>The till cannot read any more which cases were being closed here. Whoever closed one asks the administrator before any money goes back.</source>
        <translation>Die Kasse kann nicht mehr lesen, welche Fälle hier gerade geschlossen wurden. Wer einen geschlossen hat, fragt die Administration, bevor Geld zurückgeht.</translation>
    </message>
    <message>
        <source>Give nothing back here: this money is {currency}. The case is closed, and paid, in the store of the till that sold or voided the card.</source>
        <translation>Hier nichts zurückgeben: Dieses Geld ist {currency}. Geschlossen und ausgezahlt wird der Fall in der Filiale der Kasse, die die Karte verkauft oder storniert hat.</translation>
    </message>
    <message>
        <source>Give nothing back yet: {name} sent the close from here and has no answer. Let {name} sign in and ask again, or close it yourself.</source>
        <translation>Noch nichts zurückgeben: {name} hat das Schließen von hier gesendet und keine Antwort. {name} meldet sich an und fragt noch einmal, oder Sie schließen selbst.</translation>
    </message>
    <message>
        <source>It was not paid</source>
        <translation>Es wurde nicht bezahlt</translation>
    </message>
    <message>
        <source>This till was paid nothing for it. Keep the card and call the manager, who finds out whether it was paid. Then take note here.|This till was paid nothing for it. Keep the cards and call the manager, who finds out whether it was paid. Then take note here.</source>
        <translation>An dieser Kasse wurde nichts dafür bezahlt. Die Karte behalten und die Leitung rufen, die klärt, ob bezahlt wurde. Dann hier zur Kenntnis nehmen.|An dieser Kasse wurde nichts dafür bezahlt. Die Karten behalten und die Leitung rufen, die klärt, ob bezahlt wurde. Dann hier zur Kenntnis nehmen.</translation>
    </message>
    <message>
        <source>The void was refused: the till that sold it says that it was not paid</source>
        <translation>Das Storno wurde abgelehnt: Die Kasse, die verkauft hat, meldet: nicht bezahlt</translation>
    </message>
    <message>
        <source>Keep the cards and give nothing back. A manager closes the case of the payment first, then this one. If it was paid, void the sale again.</source>
        <translation>Die Karten behalten und nichts zurückgeben. Die Leitung schließt erst den Fall der Zahlung, dann diesen. Wurde bezahlt: den Verkauf noch einmal stornieren.</translation>
    </message>
    <message>
        <source>One of its cards is just being redeemed. Try again in a few minutes.</source>
        <translation>Eine seiner Karten wird gerade eingelöst. In einigen Minuten noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Money was to go back, but its till says: not paid</source>
        <translation>Geld sollte zurückgehen, aber die Kasse meldet: nicht bezahlt</translation>
    </message>
    <message>
        <source>A manager settled it as paid, but its till says: not paid</source>
        <translation>Die Leitung hat ihn als bezahlt geklärt, aber seine Kasse meldet: nicht bezahlt</translation>
    </message>
    <message>
        <source>A void was refused: the sale is in {currency}</source>
        <translation>Ein Storno wurde abgelehnt: Der Verkauf lautet auf {currency}</translation>
    </message>
    <message>
        <source>Nothing was voided, and nothing goes back here: the store that sold it does both.</source>
        <translation>Nichts wurde storniert, und hier geht nichts zurück: Beides tut die Filiale, die verkauft hat.</translation>
    </message>
    <message>
        <source>This till has laid the journal aside that knew of it. Find out whether the money has gone back. If it has not, close it here first, then give the money back.</source>
        <translation>Diese Kasse hat das Journal beiseitegelegt, das davon wusste. Klären Sie, ob das Geld zurückgegangen ist. Wenn nicht, schließen Sie zuerst hier ab und geben dann das Geld zurück.</translation>
    </message>
    <message>
        <source>{till} has held these cards since {held_at}, and has since begun a new journal.</source>
        <translation>{till} hält diese Karten seit {held_at} und hat seitdem ein neues Journal begonnen.</translation>
    </message>
    <message>
        <source>Nobody can end this sale there. A manager looks at that till&apos;s receipts and drawer and says here whether it was paid.</source>
        <translation>Dort kann diesen Verkauf niemand beenden. Die Leitung sieht dort Belege und Schublade durch und sagt hier, ob bezahlt wurde.</translation>
    </message>
    <message>
        <source>The restored server has lost the signature of this void: the card is live again</source>
        <translation>Der wiederhergestellte Server kennt die Unterschrift dieses Stornos nicht mehr: Die Karte gilt wieder</translation>
    </message>
    <message>
        <source>Void it under no other number. A manager signs again here; then the card is dead, and its money goes back once.</source>
        <translation>Nicht ein zweites Mal stornieren. Die Leitung unterschreibt hier noch einmal; dann ist die Karte tot, und das Geld geht einmal zurück.</translation>
    </message>
    <message>
        <source>Signed again; the restored server is being told of this void</source>
        <translation>Noch einmal unterschrieben; der wiederhergestellte Server erfährt gerade von diesem Storno</translation>
    </message>
    <message>
        <source>Give nothing back meanwhile. The till asks the server by itself.</source>
        <translation>Solange nichts zurückgeben. Die Kasse fragt den Server von selbst.</translation>
    </message>
    <message>
        <source>This till is shut out: give nothing back here. A manager closes its case at another till.</source>
        <translation>Diese Kasse ist ausgeschlossen: hier nichts zurückgeben. Die Leitung schließt den Fall an einer anderen Kasse.</translation>
    </message>
    <message>
        <source>This till is shut out</source>
        <translation>Diese Kasse ist ausgeschlossen</translation>
    </message>
    <message>
        <source>Its till is shut out and gives nothing back any more. Look at its refund receipts and its drawer first. If the customer has nothing, close it here, then give the money back.</source>
        <translation>Die Kasse ist ausgeschlossen und gibt nichts mehr zurück. Erst ihre Erstattungsbelege und ihre Schublade ansehen. Hat der Kunde nichts, hier schließen, dann das Geld zurückgeben.</translation>
    </message>
    <message>
        <source>What other tills hold, as of {told_at}: the server gave no newer list.</source>
        <translation>Was andere Kassen halten, Stand {told_at}: Der Server gab keine neuere Liste.</translation>
    </message>
    <message>
        <source>Nothing was settled: the server cannot take it now. Send it again.</source>
        <translation>Nichts wurde geklärt: Der Server kann es gerade nicht annehmen. Noch einmal senden.</translation>
    </message>
    <message>
        <source>Sale {number} is settled</source>
        <translation>Verkauf {number} ist geklärt</translation>
    </message>
    <message>
        <source>Sale {number} is not settled</source>
        <translation>Verkauf {number} ist nicht geklärt</translation>
    </message>
    <message>
        <source>Choose it at the left: it says what came of it.</source>
        <translation>Links wählen: Dort steht, was daraus wurde.</translation>
    </message>
    <message>
        <source>Not known yet whether sale {number} is settled</source>
        <translation>Noch unklar, ob Verkauf {number} geklärt ist</translation>
    </message>
    <message>
        <source>Choose it at the left and send it again; it counts once.</source>
        <translation>Links wählen und noch einmal senden; es zählt einmal.</translation>
    </message>
    <message>
        <source>Sale {number} is voided, and its money is owed</source>
        <translation>Verkauf {number} ist storniert, und sein Geld ist geschuldet</translation>
    </message>
    <message>
        <source>Sale {number} was settled so before, and its money has gone back</source>
        <translation>Verkauf {number} war schon so geklärt, und sein Geld ist zurückgegeben</translation>
    </message>
    <message>
        <source>The restored server does not know the sale of this void</source>
        <translation>Der wiederhergestellte Server kennt den Verkauf dieses Stornos nicht</translation>
    </message>
    <message>
        <source>The sale was in a journal that this till has laid aside, so no till tells it. A manager looks at the papers of the sale and closes this with a reason.</source>
        <translation>Der Verkauf stand in einem Journal, das diese Kasse beiseitegelegt hat, und keine Kasse meldet ihn mehr. Die Leitung sieht die Papiere des Verkaufs durch und schließt dies mit einer Begründung.</translation>
    </message>
    <message>
        <source>Voided, and its money is back: the restored server does not know the sale</source>
        <translation>Storniert, und das Geld ist zurück: Der wiederhergestellte Server kennt den Verkauf nicht</translation>
    </message>
    <message>
        <source>Keep the card and give nothing back again. The sale was in a journal that this till has laid aside, so no till tells it. A manager sees to it that the card is not sold again, and closes this with a reason.|Keep the cards and give nothing back again. The sale was in a journal that this till has laid aside, so no till tells it. A manager sees to it that the cards are not sold again, and closes this with a reason.</source>
        <translation>Die Karte dabehalten und nichts noch einmal zurückgeben. Der Verkauf stand in einem Journal, das diese Kasse beiseitegelegt hat, und keine Kasse meldet ihn mehr. Die Leitung sorgt dafür, dass die Karte nicht noch einmal verkauft wird, und schließt dies mit einer Begründung.|Die Karten dabehalten und nichts noch einmal zurückgeben. Der Verkauf stand in einem Journal, das diese Kasse beiseitegelegt hat, und keine Kasse meldet ihn mehr. Die Leitung sorgt dafür, dass die Karten nicht noch einmal verkauft werden, und schließt dies mit einer Begründung.</translation>
    </message>
    <message>
        <source>Voided, {refund_minor} not given back: the restored server does not know the sale</source>
        <translation>Storniert, {refund_minor} nicht zurückgegeben: Der wiederhergestellte Server kennt den Verkauf nicht</translation>
    </message>
    <message>
        <source>Keep the card and give nothing back yet. The sale was in a journal that this till has laid aside, so no till tells it. A manager finds out whether the money is still owed, closes this with a reason, and only then gives it back.|Keep the cards and give nothing back yet. The sale was in a journal that this till has laid aside, so no till tells it. A manager finds out whether the money is still owed, closes this with a reason, and only then gives it back.</source>
        <translation>Die Karte dabehalten und noch nichts zurückgeben. Der Verkauf stand in einem Journal, das diese Kasse beiseitegelegt hat, und keine Kasse meldet ihn mehr. Die Leitung klärt, ob das Geld noch geschuldet ist, schließt dies mit einer Begründung und gibt es erst dann zurück.|Die Karten dabehalten und noch nichts zurückgeben. Der Verkauf stand in einem Journal, das diese Kasse beiseitegelegt hat, und keine Kasse meldet ihn mehr. Die Leitung klärt, ob das Geld noch geschuldet ist, schließt dies mit einer Begründung und gibt es erst dann zurück.</translation>
    </message>
</context>
<context>
    <name>way_back</name>
    <message>
        <source>It was paid in cash: give it back in cash.</source>
        <translation>Wurde bar bezahlt: bar zurückgeben.</translation>
    </message>
    <message>
        <source>It was paid on the card machine, reference {reference}: give it back there, not in cash.</source>
        <translation>Wurde am Kartengerät bezahlt, Referenz {reference}: dort zurückgeben, nicht bar.</translation>
    </message>
    <message>
        <source>How it was paid is not known here: look at the sale under Sales first.</source>
        <translation>Wie bezahlt wurde, ist hier nicht bekannt: erst den Verkauf unter Verkäufe ansehen.</translation>
    </message>
</context>
</TS>
