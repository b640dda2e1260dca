import express, { type Express } from "express";

/** What the signalling server says to a browser: not one word about rooms, or a stranger could look for an empty seat. */
export function webPage(): Express {
  const app = express();
  app.disable("x-powered-by");
  app.get("/", (_request, response) => {
    response.json({ service: "signalling" });
  });
  return app;
}
