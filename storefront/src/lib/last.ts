/** `array.at(-1)`, which older phones do not have. */
export function last<T>(items: readonly T[]): T | undefined {
  return items[items.length - 1]
}
