// Loaded before the tests by `npm run fuzz`: the long run.
process.env.FUZZ_CASES = "100000";
