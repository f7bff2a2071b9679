/** ¥1234.50 in its three parts, so that a price can set them in different sizes. `fen` may be negative. */
export function moneyParts(fen: number): { sign: string; yuan: string; cents: string } {
  const whole = Math.abs(Math.round(fen))
  return { sign: fen < 0 ? '-' : '', yuan: String(Math.floor(whole / 100)), cents: String(whole % 100).padStart(2, '0') }
}

/** '¥12.50'. */
export function money(fen: number): string {
  const { sign, yuan, cents } = moneyParts(fen)
  return `${sign}¥${yuan}.${cents}`
}

/** '¥12' where whole, '¥12.5' else: for badges and thresholds. */
export function shortMoney(fen: number): string {
  const { sign, yuan, cents } = moneyParts(fen)
  const rest = cents === '00' ? '' : `.${cents.replace(/0$/, '')}`
  return `${sign}¥${yuan}${rest}`
}
