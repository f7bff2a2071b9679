import Taro from '@tarojs/taro'
import { language, t } from '@/i18n'
import { passChallenge } from '@/kit/overlays-store'
import { deviceName } from '@/lib/device'
import { type Picked, sendFile } from '@/platform/upload'
import { forgetSession, sessionToken } from '@/stores/session'
import type { Outgoing } from '../../../clients/runtime'
import { ApiError } from './error'

const TIMEOUT_MS = 15_000

interface Refusal {
  error?: { code?: string; message?: string; detail?: Record<string, unknown> }
}
interface Answer {
  statusCode: number
  data: unknown
}

export function authHeaders(): Record<string, string> {
  const token = sessionToken()
  return {
    'Accept-Language': language(),
    'X-Channel': process.env.TARO_ENV ?? 'h5',
    'X-Device': deviceName(),
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  }
}

/** One request to the API. Throws `ApiError`: `offline` when nobody answered, else the code of the server. */
export async function send(request: Outgoing): Promise<unknown> {
  const answer = request.file === undefined ? await reach(request) : await upload(request)
  if (answer.statusCode < 300) return answer.data
  const error = refused(answer.statusCode, answer.data as Refusal | undefined) // the shape of every refusal of this API
  // Whoever solves the puzzle goes on as if it had not been asked for.
  const pass = error.code === 'challenge_needed' ? await passChallenge() : null
  if (pass === null) throw error
  const again = await reach(request, pass)
  if (again.statusCode < 300) return again.data
  throw refused(again.statusCode, again.data as Refusal | undefined)
}

function reach({ method, path, body }: Outgoing, pass?: string): Promise<Answer> {
  const header: Record<string, string> = authHeaders()
  if (pass !== undefined) header['X-Challenge-Pass'] = pass
  // A command without a body must not announce JSON: the server would try to read it.
  if (body !== undefined) header['Content-Type'] = 'application/json'
  const options = { url: `${API_BASE}${path}`, method, header, timeout: TIMEOUT_MS, ...(body === undefined ? {} : { data: body }) }
  return Taro.request<unknown>(options).catch(() => {
    throw new ApiError({ status: 0, code: 'offline', message: t('error.offline') })
  })
}

async function upload({ path, file }: Outgoing): Promise<Answer> {
  // only the uploader of the kit hands in files, and it has them from `pickPictures`
  const { status, text } = await sendFile(file as Picked, `${API_BASE}${path}`, authHeaders())
  return { statusCode: status, data: text ? JSON.parse(text) : undefined }
}

/** Makes the error of a refusal; a session the server no longer knows is forgotten here too. */
function refused(status: number, data: Refusal | undefined): ApiError {
  if (status === 401) forgetSession()
  const { code, message, detail } = data?.error ?? {}
  const fallback = status === 401 ? t('error.signIn') : status >= 500 ? t('error.server') : t('error.unexpected')
  return new ApiError({ status, code: code ?? `http_${status}`, message: message ?? fallback, detail })
}
