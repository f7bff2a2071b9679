import { z } from 'zod'
import type { $ZodType } from 'zod/v4/core'
import type { Operation } from '../../server/src/kernel/contract.ts'
import { type JsonSchema, jsonSchemaOf } from '../../server/src/kernel/json-schema.ts'

/** The named schemas of one face: those with `.meta({ id })`, each once. */
export interface Named {
  /** By name, what is to be written for it. */
  all: Map<string, JsonSchema>
}

/** Replies come first, so that a name means what clients read; what they send differently gets the other name. */
export function namesOfReplies(operations: readonly Operation[]): Named {
  const named: Named = { all: new Map() }
  for (const operation of operations) if (!operation.raw) collect(named, operation.reply, 'output')
  return named
}

/**
 * Gives a schema as JSON Schema in which named schemas are `$ref: '#/components/schemas/Name'`. Where a name means something else for
 * reading than for writing (a default makes a field optional), the reading one is called `NameInput`.
 */
export function collect(named: Named, schema: $ZodType, io: 'input' | 'output'): JsonSchema {
  // In a box, so that a named schema at the top becomes a reference too.
  const { $defs = {}, properties } = jsonSchemaOf(z.object({ box: schema as z.ZodType }), io)
  const box = properties?.['box']
  if (!box) throw new Error('the schema has no JSON form')
  const names = new Map<string, string>()
  for (const name of Object.keys($defs)) names.set(name, free(named, { name, defs: $defs, io }))
  for (const [name, definition] of Object.entries($defs)) {
    const { id: _, ...rest } = definition
    named.all.set(names.get(name) ?? name, tidy(rest, names))
  }
  return tidy(box, names)
}

function free(named: Named, { name, defs, io }: { name: string; defs: Record<string, JsonSchema>; io: 'input' | 'output' }): string {
  const known = named.all.get(name)
  if (!known) return name
  const { id: _, ...rest } = defs[name] ?? {}
  if (shape(known) === shape(tidy(rest, new Map()))) return name
  if (io === 'output') throw new Error(`two different schemas are called "${name}"`)
  return `${name}Input`
}

/** For comparing: what is in a reference's name does not count. */
const shape = (schema: JsonSchema): string => JSON.stringify(schema).replaceAll(/Input"/g, '"')

/** References point at the components; `additionalProperties: false` of objects is left out (it says only that the server is strict). */
function tidy(schema: JsonSchema, names: ReadonlyMap<string, string>): JsonSchema {
  const walk = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(walk)
    if (typeof node !== 'object' || node === null) return node
    const { $ref, ...rest } = node as JsonSchema
    if (typeof $ref === 'string') {
      const name = $ref.replace('#/$defs/', '')
      return { $ref: `#/components/schemas/${names.get(name) ?? name}` }
    }
    const strict = rest.additionalProperties === false && rest.type === 'object'
    const entries = Object.entries(rest).filter(([key]) => !(strict && key === 'additionalProperties'))
    return Object.fromEntries(entries.map(([key, value]) => [key, walk(value)]))
  }
  return walk(schema) as JsonSchema
}
