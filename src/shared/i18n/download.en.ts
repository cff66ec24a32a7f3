import type { downloadIt } from "./download.it.ts";

export const downloadEn: Readonly<Record<keyof typeof downloadIt, string>> = {
  "site.title.download": "Download Help",
  "site.download": "Download Help",
  "home.download": "Download Help",

  "download.heading": "Download Help to your computer",
  "download.lead":
    "Help is the small program with which a technician can see your screen while you talk on the phone. It is free of charge and needs no installation.",
  "download.phoneFirst": "Phone us first:",
  "download.stranger":
    "Help is only for while you talk with us. Did somebody else call you, and send you to this page? Hang up, and phone us at this number.",
  "download.looking": "One moment: we are looking which program suits this computer.",
  "download.failed":
    "We cannot find out right now whether the program can be downloaded. Check the connection and try again.",
  "download.none":
    "The program cannot be downloaded from here right now. Phone us: we tell you how to get it.",
  "download.noneFor":
    "Right now there is no program here for this computer ({system, select, windows {Windows} macos {Mac} other {Linux}}). Phone us: together we find a way.",
  "download.handheld": "Open this page on the computer",
  "download.handheld.text":
    "Help must be downloaded to the computer that needs help, not to the phone or tablet. On that computer open the browser and type this address:",
  "download.unknown": "We cannot tell what computer this is. Choose yours:",

  "download.system":
    "{system, select, windows {Windows} macos {Mac} other {Linux}}{arch, select, arm64 { (ARM processor)} other {}}",
  "download.go": "Download the program for {name}",
  "download.about": "{size} MB, version {version}. Nothing gets installed.",
  "download.started": "The download has begun: it may take a few minutes. Then go on below, from number 1.",
  "download.others": "Is it for another computer?",
  "download.other": "The program for {name}",
  "download.size": "{size} MB",
  "download.arm":
    "Few computers have an ARM processor. If you do not know which that computer has, ask on the phone.",

  "download.steps": "What happens next, in three steps",
  "download.step1": "Open the file that you downloaded",
  "download.step1.windows":
    "It is usually in the Downloads folder. Double-click the file: Help opens at once, and nothing gets installed.",
  "download.step1.macos":
    "It is usually in the Downloads folder. Double-click the file, and then the program’s icon in the window that appears: Help opens, and nothing gets installed.",
  "download.step1.linux":
    "It is usually in the Downloads folder. Right-click the file, choose Properties, and allow it to be run as a program. Then double-click it: Help opens, and nothing gets installed.",
  "download.step1.picture":
    "The folder of downloaded files: the mouse is on the file {file}, to open it with a double-click.",
  "download.step1.folder": "{system, select, other {Downloads}}",
  "download.step2": "Double-click the line",
  "download.step2.text":
    "The technician tells you a number, such as 3. Double-click that line. The first time, Help asks who you are, and has you read six points to accept.",
  "download.step2.picture":
    "The window of Help: the telephone number at the top, the numbered lines below. The mouse is on line 3, which is free.",
  "download.step3": "Read out the two numbers and answer Yes",
  "download.step3.text":
    "Read the ID and the code out on the phone. Then a question appears with the technician’s name: if it is the person you are talking with, press Yes, I allow it. In all other cases press No.",
  "download.step3.picture":
    "Help shows the ID and the code in large figures (these are an example). In front is the question: the technician asks to see the screen; the buttons are No and Yes, I allow it.",

  "download.asks": "If the computer asks you to confirm",
  "download.asks.text":
    "Computers often warn of a program that was only just downloaded. Go on only if it was you who phoned, and you got the file from this page.",
  "download.asks.windows.keep":
    "The browser says that the file is not commonly downloaded, or asks whether to keep it: choose Keep.",
  "download.asks.windows.run":
    "Windows says “Windows protected your PC”: press More info, see that it names the file you downloaded here, then press Run anyway.",
  "download.asks.windows.admin":
    "Opening Help needs no administrator’s password. If Windows asks for one, press No and phone us.",
  "download.asks.macos.open":
    "The Mac says that Help was downloaded from the Internet, and asks whether to open it: press Open.",
  "download.asks.macos.allow":
    "At the first session the Mac asks whether Help may record the screen, and then use mouse and keyboard: the technician tells you where to press.",
  "download.asks.macos.stop":
    "The Mac says that it cannot verify Help, or that it is damaged: do not open it, and phone us.",
  "download.asks.linux.run": "The computer asks whether to run the file or only to display it: choose Run.",
  "download.asks.linux.stop":
    "The double-click does nothing? Phone us. Opening Help needs no administrator’s password: if the computer asks for one, say no.",
  "download.asks.other": "You read something else, or are in doubt? Stop, and phone us.",

  "download.end": "When you have finished",
  "download.end.close": "Close Help: nobody can connect any more.",
  "download.end.forget":
    "If you told Help to remember your details and no longer want that, press Forget them, below the lines.",
  "download.end.delete":
    "If you like, move the downloaded file to the bin. Nothing stays installed on the computer, and nothing starts by itself.",

  "download.check": "Checking the file (optional)",
  "download.check.text":
    "Every file has its fingerprint: 64 figures and letters, which differ if even one thing in the file differs. If the fingerprint of the file on your computer is the same as the one written here, the file has arrived whole, and is the one of this site.",
  "download.check.sum": "Fingerprint (SHA-256) of {file}",
  "download.check.windows":
    "From the Start menu open PowerShell, paste this line and press Enter. Capitals do not matter:",
  "download.check.macos": "Open the program Terminal, paste this line and press Enter:",
  "download.check.linux": "Open a terminal, paste this line and press Enter:",
  "download.check.wrong": "Is it different? Do not open the file; move it to the bin, and phone us.",

  "admin.viewer.title": "Download Viewer",
  "admin.viewer.text": "Viewer is the program with which technicians answer. Version {version}:",
  "admin.viewer.file":
    "Viewer for {name}, {kind, select, installer {to install} other {without installation}}",
  "admin.viewer.sum": "SHA-256: {sha256}",
};
