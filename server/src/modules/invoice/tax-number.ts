const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const idWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** As it is kept: capitals, without spaces. */
export const plainTaxNumber = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase()

/** A unified social credit code (GB 32100-2015) whose last sign is right. */
export function isCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(code)) return false
  const sum = weights.reduce((total, weight, index) => total + weight * alphabet.indexOf(code.charAt(index)), 0)
  return alphabet.indexOf(code.charAt(17)) === (31 - (sum % 31)) % 31
}

/** An identity card number (GB 11643) whose last sign is right; small businesses have theirs as a tax number. */
function isIdNumber(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  const sum = idWeights.reduce((total, weight, index) => total + weight * Number(text.charAt(index)), 0)
  return '10X98765432'.charAt(sum % 11) === text.charAt(17)
}

/**
 * A tax number that can be: a credit code; or one from before 2015 that is still valid: 15 signs (district and organisation), an identity
 * card number, or one with two digits behind it.
 */
export function isTaxNumber(text: string): boolean {
  if (text.length === 15) return /^\d{6}[0-9A-Z]{9}$/.test(text)
  if (text.length === 18) return isCreditCode(text) || isIdNumber(text)
  return text.length === 20 && isIdNumber(text.slice(0, 18)) && /^\d\d$/.test(text.slice(18))
}
