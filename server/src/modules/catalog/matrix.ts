import type { z } from 'zod'
import type { Axis, Delivery, SkuInput } from './contract.ts'

type Axes = readonly z.output<typeof Axis>[]

/** What a SKU is recognised by: its options with the names of their axes, whatever the order of the axes. */
export function optionKey(axes: Axes, options: readonly string[]): string {
  const pairs = axes.map((axis, index): [string, string] => [axis.name, options[index] ?? ''])
  return JSON.stringify(pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}

export interface KnownSku {
  id: string
  optionKey: string
  removed: boolean
  delivery: Delivery
}

export interface Placed {
  id: string
  optionKey: string
  isNew: boolean
  sku: z.output<typeof SkuInput>
}

/**
 * Gives each SKU of an edited product its id: that of the SKU with the same combination, be it on offer or removed earlier, else a new
 * one. An axis that only got another name counts as the same axis.
 */
export function placeSkus(
  before: { axes: Axes; skus: readonly KnownSku[] },
  after: { axes: Axes; skus: readonly z.output<typeof SkuInput>[] },
  newId: () => string,
): Placed[] {
  const byKey = new Map<string, string>()
  // Those on offer come last and win over removed ones with the same combination.
  for (const sku of [...before.skus].sort((a, b) => Number(b.removed) - Number(a.removed))) byKey.set(sku.optionKey, sku.id)
  const oldNames = renamed(before.axes, after.axes)
  const named = after.axes.map((axis) => ({ ...axis, name: oldNames.get(axis.name) ?? axis.name }))
  const taken = new Set<string>()
  return after.skus.map((sku) => {
    const found = byKey.get(optionKey(named, sku.options)) ?? byKey.get(optionKey(after.axes, sku.options))
    const known = found !== undefined && !taken.has(found) ? found : undefined
    if (known) taken.add(known)
    return { id: known ?? newId(), optionKey: optionKey(after.axes, sku.options), isNew: known === undefined, sku }
  })
}

/** New name → old name, for axes that came as others went: the first for the first. Where their options differ too, nothing matches. */
function renamed(before: Axes, after: Axes): Map<string, string> {
  const gone = namesWithout(before, after)
  return new Map(namesWithout(after, before).flatMap((name, index) => (gone[index] === undefined ? [] : [[name, gone[index]] as const])))
}

function namesWithout(axes: Axes, others: Axes): string[] {
  const known = new Set(others.map((axis) => axis.name))
  return axes.map((axis) => axis.name).filter((name) => !known.has(name))
}
