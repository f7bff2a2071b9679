interface Props {
  src: string
  alt: string
  className: string
}

export function PosterPicture({ src, alt, className }: Props) {
  return <img className={className} src={src} alt={alt} data-testid="poster-picture" />
}

export async function copyText(text: string): Promise<void> {
  const { clipboard } = navigator as { clipboard?: Clipboard } // absent outside https and localhost
  if (clipboard) return clipboard.writeText(text)
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

/** As a download; in browsers that have none a long press keeps the picture. */
export async function savePicture(dataUrl: string): Promise<boolean> {
  const link = document.createElement('a')
  link.href = dataUrl
  link.download = 'poster.jpg'
  link.click()
  return true
}
