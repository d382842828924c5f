// A player: brainCloud's own client, unchanged, told by lines on standard input what to call.
//
// Each line is {"calls": [[SERVICE, METHOD, ...ARGUMENTS], ...]}; all of them are made in one tick, so
// the client puts them into one packet. The answers come back as one line, in the same order.
// SERVICE "wrapper" is the BrainCloudWrapper itself; METHOD "reload" begins a new page over the same
// storage, as a browser does.
"use strict";

const readline = require("readline");
const { XMLHttpRequest } = require("xmlhttprequest");

// What a browser brings and the client's own page for Node asks for.
Object.assign(XMLHttpRequest, { UNSENT: 0, OPENED: 1, HEADERS_RECEIVED: 2, LOADING: 3, DONE: 4 });
globalThis.XMLHttpRequest = XMLHttpRequest;
globalThis.window = { XMLHttpRequest, navigator: { language: "en" } };
const kept = new Map();
globalThis.localStorage = {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, String(value)),
    removeItem: (name) => void kept.delete(name),
};

const { BrainCloudWrapper } = require("braincloud");
const [url, appId] = process.argv.slice(2);
let wrapper;

function begin() {
    wrapper = new BrainCloudWrapper("player");
    wrapper.initialize(appId, process.env.APP_SECRET, "1.0.0");
    wrapper.brainCloudClient.setServerUrl(url);
}

function made([service, method, ...given]) {
    if (method === "reload") {
        begin();
        return Promise.resolve({ status: 200 });
    }
    if (method === "resetStoredProfileId") {
        wrapper.resetStoredProfileId(); // has no answer
        return Promise.resolve({ status: 200 });
    }
    const asked = service === "wrapper" ? wrapper : wrapper.brainCloudClient[service];
    return new Promise((answer) => asked[method](...given, answer));
}

begin();
const lines = readline.createInterface({ input: process.stdin });
lines.on("line", async (line) => {
    const answers = await Promise.all(JSON.parse(line).calls.map(made));
    process.stdout.write(`@@${JSON.stringify(answers)}\n`);
});
lines.on("close", () => process.exit(0));
