import fastJson from 'fast-json-stringify'
import { type $ZodType, parse } from 'zod/v4/core'
import { inlined, type JsonSchema, jsonSchemaOf } from './json-schema.ts'

export type Serialise = (reply: unknown) => string

/** What only checks and does not shape; leaving it out makes the compiled writer smaller and faster. */
const checks = new Set([
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'uniqueItems',
  'propertyNames',
  'default',
  'description',
  'title',
  'id',
  'examples',
])

/** Rewrites a schema for the compiler: without checks, `string | null` as one nullable type, tuples as draft 7 writes them. */
function lean(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(lean)
  if (typeof node !== 'object' || node === null) return node
  const { prefixItems, ...schema } = Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !checks.has(key))
      .map(leanPart),
  ) as JsonSchema
  // Unknown fields are left out in any case; as a condition on a branch it would let none match.
  if (schema.additionalProperties === false) delete schema.additionalProperties
  const written = prefixItems ? { ...schema, items: prefixItems } : schema
  const rest = schema.anyOf?.filter((branch) => branch.type !== 'null')
  const only = rest?.length === 1 && rest.length < (schema.anyOf?.length ?? 0) ? rest[0] : undefined
  if (!only?.type) return written
  const { anyOf: _, ...others } = schema
  return { ...others, ...only, nullable: true }
}

function leanPart([key, value]: [string, unknown]): [string, unknown] {
  if (key === 'enum' || key === 'const' || key === 'required') return [key, value]
  if (key !== 'properties') return [key, lean(value)]
  return [key, Object.fromEntries(Object.entries(value ?? {}).map(([name, property]) => [name, lean(property)]))]
}

/**
 * The writer of one operation's reply. Only fields of the schema leave the server. With `check` every reply is parsed first, so that a
 * handler that answers something else than it promised fails loudly.
 */
export function compileReply(schema: $ZodType, check: boolean): Serialise {
  const compiled = compiledWriter(schema)
  if (!compiled) return (reply) => JSON.stringify(parse(schema, reply))
  return check || changes(schema) ? (reply) => compiled(parse(schema, reply)) : compiled
}

/** Whether parsing makes another value of a reply (a default, a transformation): then it cannot be left out. */
function changes(schema: $ZodType): boolean {
  const text = (io: 'input' | 'output') => JSON.stringify(jsonSchemaOf(schema, io)).replaceAll(',"additionalProperties":false', '')
  return text('input') !== text('output')
}

function compiledWriter(schema: $ZodType): Serialise | undefined {
  const json = inlined(jsonSchemaOf(schema, 'output'))
  if (!json) return undefined
  try {
    // `lean` writes draft 7, which is what the library's type says.
    return fastJson(lean(json) as Parameters<typeof fastJson>[0])
  } catch {
    return undefined // what the compiler cannot express is written by JSON.stringify
  }
}
