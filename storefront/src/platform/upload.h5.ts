import { ApiError } from '@/api/error'
import { t } from '@/i18n'

/** A picture the person chose, already brought to a size worth sending. */
export interface Picked {
  file: Blob
  name: string
}

const LONGEST_PX = 1920

/** Lets the person choose pictures; none when they turned back. */
export function pickPictures(count: number): Promise<Picked[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/jpeg,image/png,image/webp,image/gif'
    input.multiple = count > 1
    input.addEventListener('change', () => resolve(Promise.all([...(input.files ?? [])].slice(0, count).map(shrink))))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

/** Phone cameras make 10 MB files; nobody needs more than 1920 px here. What cannot be drawn is sent as it is: the server judges. */
async function shrink(file: File): Promise<Picked> {
  const asIs = { file, name: file.name }
  if (file.type === 'image/gif' || file.size < 400_000 || !('createImageBitmap' in window)) return asIs
  const bitmap = await createImageBitmap(file).catch(() => undefined)
  if (!bitmap) return asIs
  const scale = Math.min(1, LONGEST_PX / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(bitmap.width * scale)
  canvas.height = Math.round(bitmap.height * scale)
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
  return blob ? { file: blob, name: 'photo.jpg' } : asIs
}

export async function sendFile(picked: Picked, url: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  const form = new FormData()
  form.append('file', picked.file, picked.name)
  const answer = await fetch(url, { method: 'POST', headers, body: form }).catch(() => {
    throw new ApiError({ status: 0, code: 'offline', message: t('error.offline') })
  })
  return { status: answer.status, text: await answer.text() }
}
