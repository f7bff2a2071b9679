import { PictureOutlined } from '@ant-design/icons'
import type { SyntheticEvent } from 'react'
import type { Item } from '../api/api.ts'

export type Picture = Item<'listMedia'>['picture']

/** Address of a picture at one of the widths the server keeps. */
export const pictureUrl = (picture: Picture, width: 240 | 480 | 960): string => `${picture.url}-${width}.webp`

const nothing = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=='

/** A picture that cannot be shown leaves its colour there and not the mark of a broken image. */
export function showGround({ currentTarget }: SyntheticEvent<HTMLImageElement>): void {
  currentTarget.src = nothing
}

/** A small square picture; its dominant colour stands there until it has come. */
export function Thumb({ picture, size = 48, alt = '' }: { picture: Picture | null; size?: number; alt?: string }) {
  if (!picture) {
    return (
      <span className="thumb" style={{ width: size, height: size, display: 'grid', placeItems: 'center' }}>
        <PictureOutlined style={{ color: 'var(--ink3)' }} />
      </span>
    )
  }
  return (
    <img
      className="thumb"
      src={pictureUrl(picture, size > 120 ? 480 : 240)}
      width={size}
      height={size}
      alt={alt}
      loading="lazy"
      onError={showGround}
      style={{ backgroundColor: picture.colour }}
    />
  )
}
