import { type $ZodType, safeParse } from 'zod/v4/core'
import { AppError } from './errors.ts'
import { inlined, type JsonSchema, jsonSchemaOf } from './json-schema.ts'

export type Where = 'params' | 'query' | 'body'
export type Parse = (value: unknown) => unknown

const deepest = 24

/** Refuses what PostgreSQL cannot store (NUL, half a surrogate pair) and what only an attacker nests so deep. */
export function refuseUnstorable(value: unknown, where: Where, depth = 0): void {
  if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) throw invalid(where, '', 'contains characters that cannot be stored')
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (depth > deepest) throw invalid(where, '', 'is nested too deep')
  for (const [key, inner] of Object.entries(value)) {
    refuseUnstorable(key, where, depth)
    refuseUnstorable(inner, where, depth + 1)
  }
}

const invalid = (where: Where, path: string, message: string): AppError =>
  new AppError('invalid', 'input_invalid', { where, issues: [{ path, message }] })

/**
 * Makes the parser of one part of a request. Fields the schema does not know are refused wherever they stand; texts of a query, a path
 * or a form become the numbers, truth values and lists that the schema asks for.
 */
export function compileInput(schema: $ZodType, where: Where, fromText: boolean): Parse {
  const json = inlined(jsonSchemaOf(schema, 'input'))
  return (raw) => {
    refuseUnstorable(raw, where)
    const value = fromText && json ? readTexts(json, raw) : raw
    const unknown = json ? unknownKey(json, value, '') : undefined
    if (unknown !== undefined) throw invalid(where, unknown, 'is not a known field')
    const result = safeParse(schema, value)
    if (result.success) return result.data
    if (where === 'params') throw new AppError('not_found', 'not_found')
    const issues = result.error.issues.slice(0, 20).map((issue) => ({ path: issue.path.join('.'), message: issue.message.slice(0, 200) }))
    throw new AppError('invalid', 'input_invalid', { where, issues })
  }
}

function readTexts(schema: JsonSchema, raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(raw)) {
    const known = schema.properties?.[name]
    const result = known ? readText(known, value) : value
    // defineProperty: a field may be called __proto__
    if (result !== undefined) Object.defineProperty(read, name, { value: result, enumerable: true, writable: true, configurable: true })
  }
  return read
}

function readText(schema: JsonSchema, value: unknown): unknown {
  const type = schema.type ?? schema.anyOf?.find((branch) => branch.type !== 'null')?.type
  if (type === 'array') {
    const items = typeof schema.items === 'object' ? schema.items : {}
    return (Array.isArray(value) ? value : [value]).map((item: unknown) => readText(items, item))
  }
  if (typeof value !== 'string') return value
  if (type === 'string' || type === undefined) return value
  if (value === '') return undefined
  if (type === 'boolean') return value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value
  if (type === 'integer' || type === 'number') return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value
  return value
}

/** The path of the first field that no reading of the schema has a place for. */
function unknownKey(schema: JsonSchema, value: unknown, path: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) {
    const found = branches.map((branch) => unknownKey(branch, value, path))
    return found.some((key) => key === undefined) ? undefined : found[0]
  }
  // An intersection knows what any of its parts knows; zod itself refuses the rest.
  if (schema.allOf) return undefined
  if (Array.isArray(value)) return unknownInList(schema, value, path)
  if (schema.type !== 'object') return undefined
  for (const [key, inner] of Object.entries(value)) {
    const at = path ? `${path}.${key}` : key
    const known = schema.properties && Object.hasOwn(schema.properties, key) ? schema.properties[key] : schema.additionalProperties
    if (known === false || (known === undefined && schema.properties)) return at
    const deeper = typeof known === 'object' ? unknownKey(known, inner, at) : undefined
    if (deeper !== undefined) return deeper
  }
  return undefined
}

function unknownInList(schema: JsonSchema, list: readonly unknown[], path: string): string | undefined {
  for (const [index, item] of list.entries()) {
    const known = schema.prefixItems?.[index] ?? schema.items
    const deeper = typeof known === 'object' ? unknownKey(known, item, `${path}.${index}`) : undefined
    if (deeper !== undefined) return deeper
  }
  return undefined
}
