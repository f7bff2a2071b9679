import type { Reply } from '../../../api/api.ts'
import { run } from '../../../api/use.ts'

type Picture = Reply<'uploadMedia'>['picture']

const widest = 960
const atSeconds = 0.5
const patienceMs = 8000

/** A frame near the beginning of a video, kept as a picture. Null where the browser cannot draw it: the first picture stands in for it. */
export async function posterOf(url: string): Promise<Picture | null> {
  const blob = await frameOf(url)
  if (!blob) return null
  return (await run('uploadMedia', { file: new File([blob], 'poster.jpg', { type: 'image/jpeg' }) })).picture
}

function frameOf(url: string): Promise<Blob | null> {
  return new Promise((resolve) => {
    const video = document.createElement('video')
    const timer = setTimeout(() => resolve(null), patienceMs)
    const done = (blob: Blob | null) => {
      clearTimeout(timer)
      resolve(blob)
    }
    video.muted = true
    video.preload = 'auto'
    video.addEventListener('error', () => done(null))
    video.addEventListener('loadeddata', () => {
      video.currentTime = Math.min(atSeconds, video.duration / 2)
    })
    video.addEventListener('seeked', () => {
      const scale = Math.min(1, widest / video.videoWidth)
      const canvas = document.createElement('canvas')
      canvas.width = Math.round(video.videoWidth * scale)
      canvas.height = Math.round(video.videoHeight * scale)
      canvas.getContext('2d')?.drawImage(video, 0, 0, canvas.width, canvas.height)
      canvas.toBlob(done, 'image/jpeg', 0.85)
    })
    video.src = url
  })
}
