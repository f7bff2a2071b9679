// The elements everything else is built from, as mini programs draw them. `base.h5.tsx` has the same names in plain HTML.
import {
  Image,
  Input,
  RichText as TaroRichText,
  ScrollView,
  Swiper,
  SwiperItem,
  Text as TaroText,
  Textarea,
  Video,
  View,
} from '@tarojs/components'
import type { BoxProps, CarouselProps, FieldProps, FilmProps, PictureProps, ScrollerProps, TapProps, TextProps } from './types'

const swallow = () => undefined

export function Box({ className, style, id, testId, role, label, onClick, still, hidden, children }: BoxProps) {
  return (
    <View
      className={className ?? ''}
      style={style ?? {}}
      id={id ?? testId ?? ''}
      ariaRole={role ?? ''}
      ariaLabel={label ?? ''}
      {...(hidden ? { 'aria-hidden': true } : {})}
      {...(onClick ? { onClick } : {})}
      {...(still ? { catchMove: true, onTouchMove: swallow } : {})}
    >
      {children}
    </View>
  )
}

export function Tap({ className, style, id, testId, role, label, onTap, disabled, children }: TapProps) {
  return (
    <View
      className={`tap ${disabled ? 'tap--off' : ''} ${className ?? ''}`}
      style={style ?? {}}
      id={id ?? testId ?? ''}
      ariaRole={role ?? 'button'}
      ariaLabel={label ?? ''}
      hoverClass={disabled ? 'none' : 'tap--down'}
      hoverStayTime={80}
      onClick={(event) => {
        event.stopPropagation()
        if (!disabled) onTap?.()
      }}
    >
      {children}
    </View>
  )
}

export function Text({ className, style, id, testId, selectable, children }: TextProps) {
  return (
    <TaroText className={className ?? ''} style={style ?? {}} id={id ?? testId ?? ''} userSelect={selectable ?? false}>
      {children}
    </TaroText>
  )
}

export function Picture({ src, alt, className, eager, fit, onLoad, onError }: PictureProps) {
  return (
    <Image
      className={className ?? ''}
      src={src}
      ariaLabel={alt}
      webp
      lazyLoad={!eager}
      mode={fit === 'contain' ? 'aspectFit' : 'aspectFill'}
      {...(onLoad ? { onLoad } : {})}
      {...(onError ? { onError } : {})}
    />
  )
}

const inputTypes = { text: 'text', tel: 'number', digits: 'number', decimal: 'digit', search: 'text' } as const

export function TextField(props: FieldProps) {
  const type = props.type ?? 'text'
  return (
    <Input
      className={`field__input ${props.className ?? ''}`}
      id={props.id ?? props.testId ?? ''}
      type={inputTypes[type]}
      confirmType={type === 'search' ? 'search' : 'done'}
      value={props.value}
      ariaLabel={props.label}
      placeholder={props.placeholder ?? ''}
      placeholderClass="field__hint"
      maxlength={props.maxLength ?? 140}
      focus={props.focus ?? false}
      disabled={props.disabled ?? false}
      onInput={(event) => props.onInput(event.detail.value)}
      onConfirm={() => props.onConfirm?.()}
      onFocus={() => props.onFocus?.()}
      onBlur={() => props.onBlur?.()}
    />
  )
}

export function TextArea(props: FieldProps) {
  return (
    <Textarea
      className={`field__area ${props.className ?? ''}`}
      id={props.id ?? props.testId ?? ''}
      value={props.value}
      ariaLabel={props.label}
      placeholder={props.placeholder ?? ''}
      placeholderClass="field__hint"
      maxlength={props.maxLength ?? 500}
      disabled={props.disabled ?? false}
      onInput={(event) => props.onInput(event.detail.value)}
      onFocus={() => props.onFocus?.()}
      onBlur={() => props.onBlur?.()}
    />
  )
}

export function Scroller({ axis, className, style, id, testId, into, onEnd, onScroll, children }: ScrollerProps) {
  return (
    <ScrollView
      className={className ?? ''}
      style={style ?? {}}
      id={id ?? testId ?? ''}
      scrollX={axis === 'x'}
      scrollY={axis === 'y'}
      enhanced
      enableFlex
      showScrollbar={false}
      scrollWithAnimation
      {...(into ? { scrollIntoView: into } : {})}
      {...(onEnd ? { onScrollToLower: onEnd } : {})}
      {...(onScroll ? { onScroll: (event) => onScroll(axis === 'x' ? event.detail.scrollLeft : event.detail.scrollTop) } : {})}
    >
      {children}
    </ScrollView>
  )
}

export function Carousel({ className, index, onChange, everyMs, slides }: CarouselProps) {
  return (
    <Swiper
      className={className ?? ''}
      current={index}
      circular={slides.length > 1 && !!everyMs}
      autoplay={!!everyMs && slides.length > 1}
      interval={everyMs || 5000}
      duration={250}
      onChange={(event) => onChange(event.detail.current)}
    >
      {slides.map((slide, at) => (
        <SwiperItem key={at}>{slide}</SwiperItem>
      ))}
    </Swiper>
  )
}

/** A film that plays at once, without sound until somebody wants it. */
export function Film({ src, poster, label, className }: FilmProps) {
  return (
    <Video
      className={className ?? ''}
      src={src}
      poster={poster}
      {...{ 'aria-label': label }}
      autoplay
      muted
      loop
      controls
      showMuteBtn
      objectFit="contain"
      enableProgressGesture={false}
    />
  )
}

/** Shows markup that the server has sanitised. */
export function RichText({ html, className }: { html: string; className?: string }) {
  // Mini programs draw rich text outside our style sheet, so pictures get their width here.
  const sized = html.replace(/<img /g, '<img style="max-width:100%;height:auto;display:block" ')
  return <TaroRichText className={className ?? ''} nodes={sized} />
}
