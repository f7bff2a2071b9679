/** Fen as yuan with the sign and two decimals: `¥1,234.50`. */
export function yuan(fen: number): string {
  const [whole = '0', part = '00'] = (Math.abs(fen) / 100).toFixed(2).split('.')
  return `${fen < 0 ? '−' : ''}¥${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`
}

/** Fen as a short figure for axes and cards: `¥3.2万` or, in English, `¥32k`. */
export function shortYuan(fen: number, lang: string): string {
  const value = fen / 100
  const [unit, word] = lang === 'en' ? [1000, 'k'] : [10_000, '万']
  if (Math.abs(value) < unit) return `¥${Math.round(value)}`
  return `¥${(value / unit).toFixed(1).replace(/\.0$/, '')}${word}`
}

/** An amount in tabular figures. */
export function Money({ fen, strong }: { fen: number; strong?: boolean }) {
  return <span className={strong ? 'num strong' : 'num'}>{yuan(fen)}</span>
}

/** Yuan as typed into a form (`12.5`) in fen, exactly; `undefined` when it is no amount with at most two decimals. */
export function fenOf(text: string): number | undefined {
  const match = /^\s*[¥￥]?\s*(\d{1,9})(?:\.(\d{1,2}))?\s*$/.exec(text.replace(/[,，]/g, ''))
  if (!match) return undefined
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** Fen as plain yuan for a form: `12.50`, or `12` when there are no cents. */
export function plainYuan(fen: number): string {
  return fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2)
}
