import { seeLoopbackOnly } from "./loopbackView.ts";

/** For the lab's own processes: import this file before any ICE agent gathers. It lasts until the process ends. */
seeLoopbackOnly();
