/** Small numbers in the words of a tag: ¥20, ¥19.9; 8折, 8.5折. Pure text, never read back. */
export const plainYuan = (fen: number): string => (fen % 100 === 0 ? String(fen / 100) : (fen / 100).toFixed(2).replace(/0$/, ''))

/** 8000 (bps paid) → `8`, 8500 → `8.5`: the number before 折. */
export const zhe = (payBps: number): string => String(payBps / 1000)

export const percent = (bps: number): string => String(bps / 100)
