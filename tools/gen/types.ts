import type { JsonSchema } from '../../server/src/kernel/json-schema.ts'

/** A TypeScript type for a JSON Schema, on one line. */
export function typeOf(schema: JsonSchema): string {
  if (schema.$ref) return schema.$ref.replace('#/components/schemas/', '')
  if ('const' in schema) return literal(schema.const)
  if (schema.enum) return schema.enum.map(literal).join(' | ')
  const branches = schema.anyOf ?? schema.oneOf
  if (branches) return [...new Set(branches.map((branch) => group(typeOf(branch), ' & ')))].join(' | ')
  if (schema.allOf) return schema.allOf.map((part) => group(typeOf(part), ' | ')).join(' & ')
  if (schema.type === 'array') return arrayType(schema)
  if (schema.type === 'object') return objectType(schema)
  return simple[schema.type ?? ''] ?? 'unknown'
}

const simple: Record<string, string> = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' }

const literal = (value: unknown): string => (typeof value === 'string' ? quoted(value) : JSON.stringify(value))
const quoted = (text: string): string => `'${JSON.stringify(text).slice(1, -1).replaceAll("'", "\\'").replaceAll('\\"', '"')}'`
const group = (text: string, other: string): string => (text.includes(other) && !text.startsWith('{') ? `(${text})` : text)
const key = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name))

function arrayType(schema: JsonSchema): string {
  if (schema.prefixItems) return `[${schema.prefixItems.map(typeOf).join(', ')}]`
  const item = typeof schema.items === 'object' ? typeOf(schema.items) : 'unknown'
  return /^[\w$]+$/.test(item) ? `${item}[]` : `Array<${item}>`
}

function objectType(schema: JsonSchema): string {
  if (schema.properties) return `{ ${fields(schema).join('; ')} }`.replace('{  }', '{}')
  const value = typeof schema.additionalProperties === 'object' ? typeOf(schema.additionalProperties) : 'unknown'
  const keys = schema.propertyNames?.enum ? schema.propertyNames.enum.map(literal).join(' | ') : 'string'
  // A record over an enum that requires every key is total.
  return keys === 'string'
    ? `Record<string, ${value}>`
    : schema.required
      ? `Record<${keys}, ${value}>`
      : `Partial<Record<${keys}, ${value}>>`
}

function fields(schema: JsonSchema): string[] {
  return Object.entries(schema.properties ?? {}).map(
    ([name, value]) => `${key(name)}${schema.required?.includes(name) ? '' : '?'}: ${typeOf(value)}`,
  )
}

/** `export interface Name { … }`, a field a line, or a type alias for what is no object. */
export function declarationOf(name: string, schema: JsonSchema): string {
  const doc = typeof schema['description'] === 'string' ? `/** ${schema['description']} */\n` : ''
  if (schema.type !== 'object' || !schema.properties || schema.allOf) return `${doc}export type ${name} = ${typeOf(schema)}\n`
  return `${doc}export interface ${name} {\n${fields(schema)
    .map((field) => `  ${field}\n`)
    .join('')}}\n`
}
