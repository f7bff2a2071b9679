import { z } from 'zod'

/** Schemas without business words that every contract needs. */
export const Id = z.uuid()
/** An amount in fen, never negative. */
export const Fen = z.int().min(0).max(100_000_000_00)
export const Quantity = z.int().min(1).max(9999)
export const Time = z.iso.datetime()
export const Name = z.string().trim().min(1).max(100)
export const Text = z.string().trim().max(2000)
/** What a client makes up once for a command, so that a repetition is recognised. */
export const RequestKey = z
  .string()
  .min(8)
  .max(64)
  .regex(/^[\w-]+$/)
/** Ids in a query string, separated by commas. */
export const Ids = z
  .string()
  .max(4000)
  .transform((text) => text.split(',').filter(Boolean))
  .pipe(z.array(Id).min(1).max(100))

/** Query of a list with page numbers (console). */
export const PageQuery = z.strictObject({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(20),
})
/** Query of an endless list (storefront). */
export const CursorQuery = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
})

export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), total: z.int() })
export const cursorOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.string().nullable() })

export const Done = z.object({ ok: z.literal(true) })
export const NoInput = z.strictObject({})
export const IdParams = z.strictObject({ id: Id })
