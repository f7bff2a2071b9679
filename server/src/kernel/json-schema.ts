import { toJSONSchema } from 'zod'
import type { $ZodType } from 'zod/v4/core'

/** The part of JSON Schema that zod writes and the kernel reads. */
export interface JsonSchema {
  $ref?: string
  $defs?: Record<string, JsonSchema>
  id?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  propertyNames?: JsonSchema
  items?: JsonSchema | boolean
  prefixItems?: JsonSchema[]
  [keyword: string]: unknown
}

/** What a schema reads (`input`) or writes (`output`), as JSON Schema without its `$schema` line. */
export function jsonSchemaOf(schema: $ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
  return oneType(rest) as JsonSchema
}

/** `type: ['string', 'null']` as two branches, so that every reader finds one type at a place. */
function oneType(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(oneType)
  if (typeof node !== 'object' || node === null) return node
  const all = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, oneType(value)]))
  const { type, ...rest } = all
  if (!Array.isArray(type)) return all
  return { anyOf: type.map((one: unknown) => (one === 'null' ? { type: 'null' } : { ...rest, type: one })) }
}

/** Puts every `$ref` in its place; `undefined` when the schema contains itself. */
export function inlined(schema: JsonSchema): JsonSchema | undefined {
  const defs = schema.$defs ?? {}
  let endless = false
  const walk = (node: unknown, path: readonly string[]): unknown => {
    if (Array.isArray(node)) return node.map((item) => walk(item, path))
    if (typeof node !== 'object' || node === null) return node
    const { $ref, $defs: _, ...rest } = node as JsonSchema
    if ($ref === undefined) return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, walk(value, path)]))
    const target = defs[$ref.replace('#/$defs/', '')]
    if (!target || path.includes($ref)) {
      endless = true
      return {}
    }
    return walk(target, [...path, $ref])
  }
  const result = walk(schema, []) as JsonSchema
  return endless ? undefined : result
}
