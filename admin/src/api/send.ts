import type { Outgoing } from '../../../clients/runtime.ts'
import { startLang } from '../i18n/i18n.tsx'
import { ApiError, errorFrom } from './error.ts'
import { setToken, token } from './session.ts'

/** Sends one request of the generated client. Throws `ApiError`; an ended session also signs the person out. */
export async function send(request: Outgoing): Promise<unknown> {
  const reply = await ask(request)
  const text = await reply.text()
  return text === '' ? undefined : JSON.parse(text)
}

/** Fetches a file and hands it to the browser as a download. Throws `ApiError`. */
export async function download(request: Outgoing, fallbackName: string): Promise<void> {
  const reply = await ask(request)
  const named = /filename\*=UTF-8''([^;]+)|filename="?([^";]+)"?/i.exec(reply.headers.get('content-disposition') ?? '')
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await reply.blob())
  link.download = decodeURIComponent(named?.[1] ?? named?.[2] ?? fallbackName)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

async function ask({ method, path, body, file }: Outgoing): Promise<Response> {
  const sentToken = token()
  const form = file instanceof File ? formOf(file, body) : undefined
  const headers = {
    'accept-language': startLang(),
    ...(sentToken ? { authorization: `Bearer ${sentToken}` } : {}),
    ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
  }
  const payload = form ?? (body === undefined ? null : JSON.stringify(body))
  const reply = await fetch(path, { method, headers, body: payload }).catch((cause: unknown) => {
    throw new ApiError(0, { code: 'network', message: cause instanceof Error ? cause.message : String(cause) })
  })
  if (reply.ok) return reply
  // A late 401 of an older session must not end the one begun since.
  if (reply.status === 401 && sentToken && sentToken === token()) setToken(null)
  throw errorFrom(reply.status, await reply.text())
}

/** A file with its other fields, which go first so that the server knows them when the file comes. */
function formOf(file: File, fields: unknown): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields ?? {})) form.append(name, String(value))
  form.append('file', file)
  return form
}
