/** Where an interceptor's legs stand. Other machines reach neither, and the legs send nothing to other machines. */
export type LegsOn = "loopback" | "this-machine";
