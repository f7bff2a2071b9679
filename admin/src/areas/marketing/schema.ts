/** The little of JSON Schema that arguments of rules are written in. */
export interface FieldSchema {
  name: string
  kind: 'money' | 'percentOff' | 'number' | 'truth' | 'choice' | 'text' | 'rows' | 'sku' | 'coupon'
  required: boolean
  min: number | undefined
  max: number | undefined
  start: unknown
  choices: string[]
  /** Fields of one row, for `rows`. */
  fields: FieldSchema[]
}

export type Args = Record<string, unknown>

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** The fields of an object schema, in its order. The unit at the end of a name decides how a number is typed: `…Fen`, `…Bps`. */
export function fieldsOf(schema: unknown): FieldSchema[] {
  if (!isRecord(schema) || !isRecord(schema['properties'])) return []
  const required = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries(schema['properties']).map(([name, property]) =>
    fieldOf(name, isRecord(property) ? property : {}, required.includes(name)),
  )
}

function fieldOf(name: string, property: Record<string, unknown>, required: boolean): FieldSchema {
  const choices = Array.isArray(property['enum']) ? property['enum'].map(String) : []
  const rows = property['type'] === 'array' ? fieldsOf(property['items']) : []
  return {
    name,
    kind: kindOf(name, property, choices),
    required,
    min: numberOf(property['minimum']),
    max: numberOf(property['maximum']) ?? numberOf(property['maxItems']),
    start: property['default'],
    choices,
    fields: rows,
  }
}

function kindOf(name: string, property: Record<string, unknown>, choices: string[]): FieldSchema['kind'] {
  if (choices.length > 0) return 'choice'
  if (property['type'] === 'array') return 'rows'
  if (property['type'] === 'boolean') return 'truth'
  if (property['type'] === 'integer' || property['type'] === 'number') {
    if (name.endsWith('Fen')) return 'money'
    return name.endsWith('Bps') ? 'percentOff' : 'number'
  }
  // A name says what an id is of.
  if (name === 'skuId') return 'sku'
  return name === 'templateId' ? 'coupon' : 'text'
}

/** Arguments to begin with: defaults where there are some, one empty row for lists. */
export function startOf(fields: readonly FieldSchema[]): Args {
  const pairs = fields.flatMap((field): [string, unknown][] => {
    if (field.start !== undefined) return [[field.name, field.start]]
    if (field.kind === 'rows') return [[field.name, [startOf(field.fields)]]]
    return field.kind === 'truth' ? [[field.name, false]] : []
  })
  return Object.fromEntries(pairs)
}

/** Whether all that is required is there. */
export function complete(fields: readonly FieldSchema[], args: Args): boolean {
  return fields.every((field) => {
    const value = args[field.name]
    if (field.kind === 'rows')
      return (
        Array.isArray(value) && (!field.required || value.length > 0) && value.every((row) => isRecord(row) && complete(field.fields, row))
      )
    return !field.required || (value !== undefined && value !== null && value !== '')
  })
}
