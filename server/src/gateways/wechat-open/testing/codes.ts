import { toBuffer } from 'qrcode'
import { json, type SimReply } from '../../testing/host.ts'

const sceneRule = /^[0-9a-zA-Z!#$&'()*+,/:;=?@\-._~]{1,32}$/
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** `getwxacodeunlimit`: a picture for a scene of at most 32 characters and a page without a leading slash, or an error in JSON. */
export async function drawCode(body: Record<string, unknown>): Promise<SimReply> {
  const scene = textOf(body['scene'])
  const page = textOf(body['page'])
  if (!sceneRule.test(scene)) return json({ errcode: 40169, errmsg: 'invalid length for scene, or the data is not json string' })
  if (page.startsWith('/') || page.includes('?')) return json({ errcode: 41030, errmsg: 'invalid page' })
  const width = Number(body['width'] ?? 430)
  if (!(width >= 280 && width <= 1280)) return json({ errcode: 40097, errmsg: 'invalid args' })
  // Nobody but a camera of the real platform reads its codes; this one says the same to any camera.
  const png = await toBuffer(`mini-program:${page}?scene=${encodeURIComponent(scene)}`, { width, margin: 2 })
  return { status: 200, headers: { 'content-type': 'image/png' }, body: png }
}
