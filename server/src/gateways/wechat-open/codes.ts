import { z } from 'zod'
import type { MiniProgramCodes } from '../mini-program-codes.ts'
import { ok, type Outcome, refused, unknown } from '../outcome.ts'
import { tokenCache, type WeChatOpenOptions, withToken } from './adapter.ts'

const Errcode = z.object({ errcode: z.int(), errmsg: z.string().default('') })
const scene = /^[0-9a-zA-Z!#$&'()*+,/:;=?@\-._~]{1,32}$/
const tokenBad = new Set([40001, 40014, 42001])
const busy = new Set([-1, 45009, 45011])

/** Mini-program codes without limit of number (`getwxacodeunlimit`). */
export function createWeChatCodes(options: WeChatOpenOptions): MiniProgramCodes {
  const tokens = tokenCache(options)
  return {
    code: async (wish) => {
      if (!scene.test(wish.scene)) return refused('scene_bad', wish.scene)
      return withToken(tokens, (token) => draw(options, token, wish))
    },
  }
}

/** The answer is a picture, or JSON that says why not. */
async function draw(options: WeChatOpenOptions, token: string, wish: { scene: string; page: string }): Promise<Outcome<Buffer>> {
  // A page that is not released yet still gets its code.
  const body = JSON.stringify({ scene: wish.scene, page: wish.page, check_path: false, width: 430 })
  const url = `${options.baseUrl.replace(/\/$/, '')}/wxa/getwxacodeunlimit?access_token=${encodeURIComponent(token)}`
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(options.timeoutMs ?? 5000),
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (response.ok && (response.headers.get('content-type') ?? '').startsWith('image/')) return ok(bytes)
    const error = Errcode.safeParse(JSON.parse(bytes.toString('utf8')))
    if (!error.success) return unknown(`answer ${response.status}`)
    const { errcode, errmsg } = error.data
    return refused(tokenBad.has(errcode) ? 'token_bad' : `errcode_${errcode}`, errmsg, busy.has(errcode) ? 'later' : 'never')
  } catch (fault) {
    return unknown(`network: ${fault instanceof Error ? fault.message : String(fault)}`)
  }
}
