import { randomInt } from 'node:crypto'

const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'

/** Ten letters and figures that cannot be taken for one another, for a person to read out. */
export const codeFor = (): string => Array.from({ length: 10 }, () => letters[randomInt(letters.length)]).join('')
