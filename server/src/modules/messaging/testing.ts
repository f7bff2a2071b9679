export { orderClosedNotice } from './triggers.ts'
