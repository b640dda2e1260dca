import { seeLoopbackOnly } from "./loopbackView.ts";

/** For processes that are the lab's own: import this file before any ICE agent gathers, and it holds to the end. */
seeLoopbackOnly();
