import { join } from "node:path";
import { expect } from "chai";
import { forUser, fromUser, keptByNpm, typed } from "../../../lab/cli/startedByNpm.ts";

const BY_NPM = { npm_lifecycle_event: "scenario", INIT_CWD: "/home/user" };

describe("a lab that npm started", () => {
  it("notices the options that npm kept for itself", () => {
    const environment = {
      ...BY_NPM,
      npm_config_quick: "true",
      npm_config_out: "true",
      npm_config_timeout: "3",
    };
    expect(keptByNpm("scenario", environment)).to.have.members(["--quick", "--out DIR", "--timeout=3"]);
  });

  it("takes no notice of npm's own settings, of what is switched off, nor of another script's options", () => {
    expect(keptByNpm("scenario", { ...BY_NPM, npm_config_loglevel: "warn" })).to.deep.equal([]);
    expect(keptByNpm("scenario", { ...BY_NPM, npm_config_json: "", npm_config_open: "false" })).to.deep.equal(
      [],
    );
    expect(keptByNpm("scenario", { npm_lifecycle_event: "test", npm_config_quick: "true" })).to.deep.equal(
      [],
    );
    expect(keptByNpm("verify", { ...BY_NPM, npm_config_quick: "true" })).to.deep.equal([]);
  });

  it("names its commands as the user called them: by a script, or by the installed program", () => {
    expect(typed("scenario", [], BY_NPM)).to.equal("npm run scenario");
    expect(typed("explain", ["mitm"], BY_NPM)).to.equal("npm run explain mitm");
    expect(typed("scenario", ["mitm", "--quick"], BY_NPM)).to.equal("npm run scenario -- mitm --quick");
    for (const installed of [{}, { npm_lifecycle_event: "npx" }, { npm_lifecycle_event: "test" }])
      expect(typed("scenario", ["mitm", "--quick"], installed)).to.equal(
        "npx webrtc-mitm-lab scenario mitm --quick",
      );
  });

  it("reads and tells paths from where the user stands", () => {
    expect(fromUser("mine", BY_NPM)).to.equal("/home/user/mine");
    expect(fromUser("/mine", BY_NPM)).to.equal("/mine");
    expect(forUser("/home/user/mine/index.html", BY_NPM)).to.equal("mine/index.html");
    expect(forUser("/elsewhere/index.html", BY_NPM)).to.equal("/elsewhere/index.html");
  });

  it("goes by its own folder where another program's npm runs around it", () => {
    const environment = { npm_lifecycle_event: "test", INIT_CWD: "/home/user" };
    expect(fromUser("mine", environment)).to.equal(join(process.cwd(), "mine"));
    expect(forUser("mine", environment)).to.equal("mine");
  });
});
