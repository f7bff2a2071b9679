import type { Promotion } from './context.ts'

const FRESH_MS = 10_000

/** Reads the category tree at most every ten seconds: it changes rarely, and every basket asks. */
export function rememberParents({ catalog, now }: Pick<Promotion, 'catalog' | 'now'>): Promotion['parents'] {
  let known: { at: number; parents: Promise<ReadonlyMap<string, string | null>> } | undefined
  return () => {
    const at = now().getTime()
    if (known && Math.abs(at - known.at) < FRESH_MS) return known.parents
    const parents = catalog.categoryTree({}).then(({ items }) => new Map(items.map(({ id, parentId }) => [id, parentId])))
    known = { at, parents }
    // A failed read must not be remembered.
    parents.catch(() => (known = undefined))
    return parents
  }
}

/** These categories and all of their ancestors: a rule for 生鲜 is one for 水果 too. */
export function withAncestors(ids: readonly string[], parents: ReadonlyMap<string, string | null>): string[] {
  const all = new Set<string>()
  for (const id of ids) {
    for (let at: string | null = id; at !== null && !all.has(at); at = parents.get(at) ?? null) all.add(at)
  }
  return [...all]
}

/** These categories and everything below them, sorted. */
export function withDescendants(ids: readonly string[], parents: ReadonlyMap<string, string | null>): string[] {
  if (ids.length === 0) return []
  const below = [...parents.keys()].filter((id) => withAncestors([id], parents).some((above) => ids.includes(above)))
  return [...new Set([...ids, ...below])].toSorted()
}
