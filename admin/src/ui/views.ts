export interface View {
  name: string
  /** The filters, as they stand in the address; never a page number. */
  query: string
}

/** What was stored; anything else, of an older version say, counts as nothing. */
export function readViews(stored: string | null): View[] {
  const parsed: unknown = stored === null ? [] : JSON.parse(stored)
  if (!Array.isArray(parsed)) return []
  return parsed.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('name' in one) || !('query' in one)) return []
    return [{ name: String(one.name), query: String(one.query) }]
  })
}

/** The views with the present filters under this name; a name that exists is replaced. */
export function keepView(views: readonly View[], name: string, params: URLSearchParams): View[] {
  const query = new URLSearchParams(params)
  query.delete('page')
  const trimmed = name.trim()
  return [...views.filter((view) => view.name !== trimmed), { name: trimmed, query: String(query) }]
}
