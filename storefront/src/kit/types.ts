import type { CSSProperties, ReactNode } from 'react'

/** What every element of the kit takes; each target turns it into its own element. */
export interface ElementProps {
  className?: string | undefined
  style?: CSSProperties | undefined
  id?: string | undefined
  /** `data-testid` on H5, `id` in mini programs (which keep no data attributes in the tree). */
  testId?: string | undefined
  role?: string | undefined
  /** What a screen reader says. */
  label?: string | undefined
  children?: ReactNode
}

export interface BoxProps extends ElementProps {
  onClick?: ((event: { stopPropagation: () => void }) => void) | undefined
  /** Swallows touch moves, so that what lies below does not scroll. */
  still?: boolean
  /** Text that changes by itself and should be read out. */
  live?: boolean
  hidden?: boolean
}

export interface TapProps extends ElementProps {
  onTap?: (() => void) | undefined
  disabled?: boolean | undefined
  /** For a switch-like tap: on or off. */
  pressed?: boolean | undefined
  /** For one of several (tabs, options). */
  selected?: boolean | undefined
  checked?: boolean | undefined
  expanded?: boolean | undefined
}

export interface TextProps extends ElementProps {
  /** Lets the person select and copy it. */
  selectable?: boolean
}

export interface PictureProps {
  src: string
  alt: string
  className?: string | undefined
  /** Loads at once and first: for what is seen first. */
  eager?: boolean | undefined
  fit?: 'cover' | 'contain' | undefined
  srcSet?: string | undefined
  sizes?: string | undefined
  onLoad?: () => void
  onError?: () => void
}

export interface FieldProps {
  value: string
  onInput: (value: string) => void
  id?: string | undefined
  testId?: string | undefined
  label: string
  placeholder?: string | undefined
  className?: string | undefined
  type?: 'text' | 'tel' | 'digits' | 'decimal' | 'search' | undefined
  maxLength?: number | undefined
  focus?: boolean | undefined
  disabled?: boolean | undefined
  onConfirm?: (() => void) | undefined
  onFocus?: (() => void) | undefined
  onBlur?: (() => void) | undefined
  invalid?: boolean | undefined
  autoComplete?: string | undefined
}

export interface ScrollerProps extends ElementProps {
  axis: 'x' | 'y'
  /** The id of a child to bring into view. */
  into?: string | undefined
  onEnd?: (() => void) | undefined
  onScroll?: ((offset: number) => void) | undefined
}

export interface FilmProps {
  src: string
  poster: string
  label: string
  className?: string
}

export interface CarouselProps {
  className?: string | undefined
  label: string
  index: number
  onChange: (index: number) => void
  /** Moves on by itself after so long; 0 for never. */
  everyMs?: number | undefined
  slides: ReactNode[]
}
