export { writeCommandReference } from './command-reference.ts';
export { type ExitCode, exitCodes } from './exit-code.ts';
export { main } from './main.ts';
export { createProgram } from './program.ts';
