import '@fastify/multipart'
import { basename } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { codeOf } from './db.ts'
import { AppError } from './errors.ts'
import type { UploadedFile } from './http.ts'

interface Limits {
  maxFiles: number
  maxBytes: number
}

/** Room for the files, and for fields and part headers between them. */
export const uploadBytes = ({ maxFiles, maxBytes }: Limits): number => maxFiles * maxBytes + 256 * 1024

/** Reads a form into memory: its files and its other fields. Throws `upload_too_large`, `upload_too_many` or `media_type_unsupported`. */
export async function readUpload(
  request: FastifyRequest,
  limits: Limits,
): Promise<{ fields: Record<string, unknown>; files: UploadedFile[] }> {
  if (!request.isMultipart()) throw new AppError('invalid', 'media_type_unsupported', { expected: 'multipart/form-data' })
  const files: UploadedFile[] = []
  const fields: Record<string, unknown> = {}
  const parts = request.parts({
    limits: { files: limits.maxFiles, fileSize: limits.maxBytes, fields: 50, fieldSize: 64 * 1024, parts: limits.maxFiles + 50 },
  })
  try {
    for await (const part of parts) {
      if (part.type === 'file')
        files.push({
          field: part.fieldname,
          name: basename(part.filename.replaceAll('\\', '/')).slice(0, 200),
          bytes: await part.toBuffer(),
        })
      else fields[part.fieldname] = part.value
    }
  } catch (error) {
    // The parser's own complaints about a malformed form carry no code.
    if (codeOf(error) === undefined) throw new AppError('invalid', 'request_bad')
    throw error
  }
  return { fields, files }
}
