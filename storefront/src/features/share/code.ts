const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Eight letters or digits, as the server knows shares. */
export function newCode(): string {
  let code = ''
  for (let at = 0; at < 8; at++) code += LETTERS.charAt(Math.floor(Math.random() * LETTERS.length))
  return code
}

/** The code in what a mini program was opened with: `s=CODE` in a scene, or `share=CODE`. */
export function codeIn(params: { scene?: string; share?: string }): string | null {
  const found = /^s=([0-9A-Za-z]{8})$/.exec(params.scene ?? '')?.[1] ?? params.share
  return found && /^[0-9A-Za-z]{8}$/.test(found) ? found : null
}
