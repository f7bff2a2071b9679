export interface Field {
  name: string
  value: unknown
}

/** The fields of what was sent, in their order. */
export function fieldsOf(input: unknown): Field[] {
  if (input === null || input === undefined) return []
  if (typeof input !== 'object' || Array.isArray(input)) return [{ name: '', value: input }]
  return Object.entries(input).map(([name, value]) => ({ name, value }))
}

/** A value for a person: text as it is, anything else as JSON. */
export function textOf(value: unknown): string {
  if (value === undefined) return '—'
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
