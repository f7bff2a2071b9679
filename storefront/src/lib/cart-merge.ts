/** A line of a guest's cart, as the device keeps it. */
export interface LocalLine {
  skuId: string
  quantity: number
  selected: boolean
  /** What a piece cost when it was put in. */
  addedPriceFen: number
  /** Put aside. */
  later?: boolean
}

export const MOST_PIECES = 9999
export const MOST_LINES = 200

/** Adds pieces: the newest line stands first; the same SKU is one line; never more than a cart may hold. */
export function addLine(lines: readonly LocalLine[], add: { skuId: string; quantity: number; priceFen: number }): LocalLine[] {
  const before = lines.find((line) => line.skuId === add.skuId)
  const quantity = Math.min(MOST_PIECES, (before?.quantity ?? 0) + add.quantity)
  const line: LocalLine = { skuId: add.skuId, quantity, selected: true, addedPriceFen: before?.addedPriceFen ?? add.priceFen }
  return [line, ...lines.filter((one) => one.skuId !== add.skuId)].slice(0, MOST_LINES)
}

/** Changes one line; another SKU that is already there takes the pieces over. */
export function changeLine(
  lines: readonly LocalLine[],
  skuId: string,
  change: { quantity?: number; selected?: boolean; toSkuId?: string; later?: boolean },
): LocalLine[] {
  const line = lines.find((one) => one.skuId === skuId)
  if (!line) return [...lines]
  const changed: LocalLine = {
    ...line,
    quantity: Math.min(MOST_PIECES, Math.max(1, change.quantity ?? line.quantity)),
    selected: change.selected ?? line.selected,
    skuId: change.toSkuId ?? skuId,
    ...(change.later === undefined ? {} : { later: change.later, selected: !change.later || line.selected }),
  }
  const other = changed.skuId === skuId ? undefined : lines.find((one) => one.skuId === changed.skuId)
  if (other) changed.quantity = Math.min(MOST_PIECES, changed.quantity + other.quantity)
  return lines.filter((one) => one !== other).map((one) => (one === line ? changed : one))
}

/** What is handed to the account at login. */
export function linesToMerge(lines: readonly LocalLine[]): { skuId: string; quantity: number; later: boolean }[] {
  return lines.map(({ skuId, quantity, later = false }) => ({ skuId, quantity, later }))
}
