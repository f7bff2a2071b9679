// The elements everything else is built from, as the browser draws them: real buttons, inputs and pictures.
import { useEffect, useRef } from 'react'
import type { BoxProps, CarouselProps, FieldProps, FilmProps, PictureProps, ScrollerProps, TapProps, TextProps } from './types'

export function Box({ className, style, id, testId, role, label, onClick, still, live, hidden, children }: BoxProps) {
  return (
    <div
      className={still ? `still ${className ?? ''}` : className}
      style={style}
      id={id}
      data-testid={testId}
      role={role}
      aria-label={label}
      aria-live={live ? 'polite' : undefined}
      aria-hidden={hidden || undefined}
      onClick={onClick}
    >
      {children}
    </div>
  )
}

export function Tap({
  className,
  style,
  id,
  testId,
  role,
  label,
  onTap,
  disabled,
  pressed,
  selected,
  checked,
  expanded,
  children,
}: TapProps) {
  return (
    <button
      type="button"
      className={`tap ${className ?? ''}`}
      style={style}
      id={id}
      data-testid={testId}
      role={role}
      aria-label={label}
      aria-pressed={pressed}
      aria-selected={selected}
      aria-checked={checked}
      aria-expanded={expanded}
      disabled={disabled}
      onClick={(event) => {
        event.stopPropagation()
        onTap?.()
      }}
    >
      {children}
    </button>
  )
}

export function Text({ className, style, id, testId, role, label, children }: TextProps) {
  return (
    <span className={className} style={style} id={id} data-testid={testId} role={role} aria-label={label}>
      {children}
    </span>
  )
}

export function Picture({ src, alt, className, eager, fit, srcSet, sizes, onLoad, onError }: PictureProps) {
  const ref = useRef<HTMLImageElement>(null)
  const loaded = useRef(onLoad)
  useEffect(() => {
    // A picture from the cache may be complete before React listens.
    if (ref.current?.complete && ref.current.naturalWidth > 0) loaded.current?.()
  }, [src])
  return (
    <img
      ref={ref}
      className={className}
      alt={alt}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      // React 18 knows the attribute only in lower case
      {...(eager ? { fetchpriority: 'high' } : {})}
      style={{ objectFit: fit ?? 'cover' }}
      sizes={sizes}
      srcSet={srcSet}
      src={src}
      onLoad={onLoad}
      onError={onError}
    />
  )
}

const modes = { text: 'text', tel: 'tel', digits: 'numeric', decimal: 'decimal', search: 'search' } as const

export function TextField(props: FieldProps) {
  const ref = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (props.focus) ref.current?.focus()
  }, [props.focus])
  const type = props.type ?? 'text'
  return (
    <input
      ref={ref}
      className={`field__input ${props.className ?? ''}`}
      id={props.id}
      data-testid={props.testId}
      type={type === 'search' ? 'search' : type === 'tel' ? 'tel' : 'text'}
      inputMode={modes[type]}
      enterKeyHint={type === 'search' ? 'search' : undefined}
      aria-label={props.label}
      aria-invalid={props.invalid || undefined}
      autoComplete={props.autoComplete ?? 'off'}
      placeholder={props.placeholder}
      maxLength={props.maxLength ?? 140}
      disabled={props.disabled}
      value={props.value}
      onChange={(event) => props.onInput(event.target.value)}
      onKeyDown={(event) => {
        // Enter that only confirms an input-method candidate is not "done"
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) props.onConfirm?.()
      }}
      onFocus={props.onFocus}
      onBlur={props.onBlur}
    />
  )
}

export function TextArea(props: FieldProps) {
  return (
    <textarea
      className={`field__area ${props.className ?? ''}`}
      id={props.id}
      data-testid={props.testId}
      aria-label={props.label}
      aria-invalid={props.invalid || undefined}
      placeholder={props.placeholder}
      maxLength={props.maxLength ?? 500}
      disabled={props.disabled}
      value={props.value}
      rows={4}
      onChange={(event) => props.onInput(event.target.value)}
      onFocus={props.onFocus}
      onBlur={props.onBlur}
    />
  )
}

const END_PX = 120

export function Scroller({ axis, className, style, id, testId, role, label, into, onEnd, onScroll, children }: ScrollerProps) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = ref.current
    const target = into && box ? box.querySelector<HTMLElement>(`[id="${into}"]`) : null
    if (!box || !target) return
    // scrollIntoView would also move the page; only this box should
    const at = target.getBoundingClientRect()
    const from = box.getBoundingClientRect()
    if (axis === 'x') box.scrollTo({ left: box.scrollLeft + at.left - from.left - (from.width - at.width) / 2, behavior: 'smooth' })
    else box.scrollTo({ top: box.scrollTop + at.top - from.top, behavior: 'smooth' })
  }, [into, axis])
  return (
    <div
      ref={ref}
      className={`scroller scroller--${axis} ${className ?? ''}`}
      style={style}
      id={id}
      data-testid={testId}
      role={role}
      aria-label={label}
      onScroll={(event) => {
        const box = event.currentTarget
        onScroll?.(axis === 'x' ? box.scrollLeft : box.scrollTop)
        const rest = axis === 'x' ? box.scrollWidth - box.scrollLeft - box.clientWidth : box.scrollHeight - box.scrollTop - box.clientHeight
        if (rest < END_PX) onEnd?.()
      }}
    >
      {children}
    </div>
  )
}

/** A film that plays at once, without sound until somebody wants it. */
export function Film({ src, poster, label, className }: FilmProps) {
  return <video className={className} src={src} poster={poster} aria-label={label} autoPlay muted loop playsInline controls />
}

export function Carousel({ className, label, index, onChange, everyMs, slides }: CarouselProps) {
  const ref = useRef<HTMLDivElement>(null)
  const settle = useRef(0)
  const show = (at: number) => ref.current?.scrollTo({ left: at * ref.current.clientWidth, behavior: 'smooth' })
  useEffect(() => {
    const box = ref.current
    if (box && Math.round(box.scrollLeft / (box.clientWidth || 1)) !== index) show(index)
  }, [index])
  useEffect(() => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    if (!everyMs || calm || slides.length < 2) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible' && ref.current?.offsetParent) show((index + 1) % slides.length)
    }, everyMs)
    return () => clearInterval(timer)
  }, [everyMs, index, slides.length])
  return (
    <div
      ref={ref}
      className={`carousel ${className ?? ''}`}
      role="group"
      aria-roledescription="carousel"
      aria-label={label}
      onScroll={(event) => {
        const box = event.currentTarget
        clearTimeout(settle.current)
        settle.current = window.setTimeout(() => {
          const at = Math.round(box.scrollLeft / (box.clientWidth || 1))
          if (at !== index) onChange(at)
        }, 60)
      }}
    >
      {slides.map((slide, at) => (
        <div key={at} className="carousel__slide">
          {slide}
        </div>
      ))}
    </div>
  )
}

/** Shows markup that the server has sanitised. */
export function RichText({ html, className }: { html: string; className?: string }) {
  return <div className={className} dangerouslySetInnerHTML={{ __html: html }} />
}
