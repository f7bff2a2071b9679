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

/** `string | null` as one nullable type: the writer then need not try branches. */
function lean(node: unknown, inProperties = false): unknown {
  if (Array.isArray(node)) return node.map((item) => lean(item))
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).filter(([key]) => inProperties || !checks.has(key))
  const schema: JsonSchema = Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'enum' || key === 'const' || key === 'required' ? value : lean(value, key === 'properties' && !inProperties),
    ]),
  )
  if (inProperties || !schema.anyOf) return schema
  const rest = schema.anyOf.filter((branch) => branch.type !== 'null')
  const only = rest.length === 1 && rest.length < schema.anyOf.length ? rest[0] : undefined
  if (!only?.type) return schema
  const { anyOf: _, ...others } = schema
  return { ...others, ...only, nullable: true }
}

/**
 * The writer of one operation's reply. Only fields of the schema leave the server. With `check` every reply is parsed first, so that a
 * handler that answers something else than it promised fails loudly.
 */
export function compileReply(schema: $ZodType, check: boolean): Serialise {
  const compiled = compiledWriter(schema)
  if (!compiled) return (reply) => JSON.stringify(parse(schema, reply))
  return check ? (reply) => compiled(parse(schema, reply)) : compiled
}

function compiledWriter(schema: $ZodType): Serialise | undefined {
  const json = inlined(jsonSchemaOf(schema, 'output'))
  if (!json) return undefined
  try {
    // `lean` keeps the shape; the library's type only knows draft 7.
    return fastJson(lean(json) as Parameters<typeof fastJson>[0])
  } catch {
    return undefined // what the compiler cannot express is written by JSON.stringify
  }
}
