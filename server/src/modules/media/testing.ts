/** The module itself, for tests of modules that need it. */
export { media } from './module.ts'
