const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** A key for one command: a repetition with the same key is recognised by the server. Not a secret. */
export function randomKey(): string {
  let key = Date.now().toString(36)
  for (let at = 0; at < 16; at++) key += LETTERS.charAt(Math.floor(Math.random() * LETTERS.length))
  return key
}
