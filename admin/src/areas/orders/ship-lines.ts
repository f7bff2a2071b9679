interface Line {
  id: string
  quantity: number
  shipped: number
}

/** How many pieces of each line go into this parcel. */
export type Chosen = Record<string, number>

/** The lines of which something is left to ship. */
export function shippable<L extends Line>(lines: readonly L[]): (L & { left: number })[] {
  return lines.flatMap((line) => (line.quantity > line.shipped ? [{ ...line, left: line.quantity - line.shipped }] : []))
}

/** What to send for a choice: never more than is left, and no line without pieces. */
export function linesToShip(lines: readonly { id: string; left: number }[], chosen: Chosen): { orderLineId: string; quantity: number }[] {
  return lines.flatMap((line) => {
    const quantity = Math.min(chosen[line.id] ?? 0, line.left)
    return quantity > 0 ? [{ orderLineId: line.id, quantity }] : []
  })
}
