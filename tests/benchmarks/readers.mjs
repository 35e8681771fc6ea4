// The half of readers.py that runs in Node: for each package a line with its name, its version and what it takes.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const site = process.argv[2];
const beside = path.dirname(fileURLToPath(import.meta.url));
const address = "https://ev-ledger.example/news/xiaomi-raises-2025-target-to-400000/";
const read = (name) => fs.readFileSync(path.join(site, name), "utf8");
const story = read("news/xiaomi-raises-2025-target-to-400000/index.html");
const title = "Xiaomi raises its target for 2025 to over 400,000";
const first = async (name) => {
  const found = await import(name);
  return found.default ?? found;
};

const programs = {
  "@mozilla/readability": async () => {
    const { Readability } = await first("@mozilla/readability");
    const { JSDOM } = await first("jsdom");
    const found = new Readability(new JSDOM(story, { url: address }).window.document).parse();
    const text = found.textContent.replace(/\s+/g, " ");
    return {
      title: found.title === title,
      day: found.publishedTime.startsWith("2025-11-20"),
      "last paragraph": text.includes("if October is counted"),
      "key figure": text.includes("over 400,000 vehicles"),
      "words apart": !/vehicles(Superseded|Current|Reported)/.test(text),
    };
  },
  metascraper: async () => {
    const names = ["title", "date", "description", "image"];
    const rules = await Promise.all(names.map(async (name) => (await first(`metascraper-${name}`))()));
    const found = await (await first("metascraper"))(rules)({ url: "https://news.example.org/", html: story });
    return {
      title: found.title === title,
      description: Boolean(found.description),
      picture: Boolean(found.image),
      "day (it takes the day of the last change)": found.date.startsWith("2025-11-20"),
    };
  },
  "open-graph-scraper": async () => {
    const { result } = await (await first("open-graph-scraper"))({ html: story });
    return {
      title: result.ogTitle === title,
      "both dates": result.articlePublishedTime !== result.articleModifiedTime,
      picture: Boolean(result.ogImage?.[0].url),
    };
  },
  "@extractus/feed-extractor": async () => {
    const { extractFromXml } = await import("@extractus/feed-extractor");
    const found = extractFromXml(read("feed.xml"));
    return { entries: found.entries.length, description: Boolean(found.entries[0].description), "whole text": false };
  },
  "rss-parser": async () => {
    const Parser = await first("rss-parser");
    const found = await new Parser().parseString(read("feed.xml"));
    return { entries: found.items.length, day: Boolean(found.items[0].isoDate), text: found.items[0].content.length > 1000 };
  },
  "ical.js": async () => {
    const calendar = await first("ical.js");
    const events = new calendar.Component(calendar.parse(read("calendar.ics"))).getAllSubcomponents("vevent");
    return { events: events.length, "end left out": new calendar.Event(events[0]).endDate.toString() === "2027-01-01" };
  },
  "node-ical": async () => {
    const found = Object.values((await first("node-ical")).sync.parseICS(read("calendar.ics")));
    return { events: found.filter((one) => one.type === "VEVENT").length, "days as days": found.some((one) => one.datetype === "date") };
  },
};

for (const [name, take] of Object.entries(programs)) {
  const file = path.join(beside, "node_modules", name, "package.json");
  if (fs.existsSync(file)) console.log(JSON.stringify([name, JSON.parse(fs.readFileSync(file)).version, await take()]));
}
