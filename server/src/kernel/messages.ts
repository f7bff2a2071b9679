import type { ErrorKind } from './errors.ts'

export type Lang = 'zh-CN' | 'en'
export type Messages = Record<Lang, Record<string, string>>

/** What the kernel itself may refuse. */
export const kernelMessages: Messages = {
  'zh-CN': {
    input_invalid: '填写的内容有误,请检查后重试',
    body_not_json: '请求内容不是有效的 JSON',
    body_too_large: '提交的内容太大',
    media_type_unsupported: '不支持的内容类型',
    request_bad: '请求有误',
    not_found: '没有找到相关内容',
    sign_in_required: '请先登录',
    session_expired: '登录已失效,请重新登录',
    permission_missing: '您没有权限进行此操作',
    platform_only: '此项由平台管理，店铺不能操作',
    rate_limited: '操作太频繁,请稍后再试',
    challenge_needed: '请先完成安全验证',
    act_blocked: '您的操作存在异常,暂时无法进行,如有疑问请联系客服',
    module_unavailable: '服务暂时不可用,请稍后再试',
    busy: '系统繁忙,请稍后再试',
    upload_too_large: '文件太大',
    upload_too_many: '文件数量过多',
    internal: '系统出了点问题,请稍后再试',
  },
  en: {
    input_invalid: 'Some of what was sent is not valid. Please check it and try again.',
    body_not_json: 'The request body is not valid JSON.',
    body_too_large: 'The request is too large.',
    media_type_unsupported: 'This content type is not supported.',
    request_bad: 'The request is not valid.',
    not_found: 'There is no such thing.',
    sign_in_required: 'Please sign in first.',
    session_expired: 'Your session has expired. Please sign in again.',
    permission_missing: 'You are not allowed to do this.',
    platform_only: 'This is managed by the platform; a shop cannot do it.',
    rate_limited: 'Too many attempts. Please try again later.',
    challenge_needed: 'Please pass the security check first.',
    act_blocked: 'This was stopped because something about it looks unusual. Please contact customer service.',
    module_unavailable: 'This service is unavailable for the moment. Please try again later.',
    busy: 'The system is busy. Please try again in a moment.',
    upload_too_large: 'The file is too large.',
    upload_too_many: 'There are too many files.',
    internal: 'Something went wrong on our side. Please try again later.',
  },
}

const byKind: Record<Lang, Record<ErrorKind, string>> = {
  'zh-CN': {
    invalid: '填写的内容有误',
    unauthenticated: '请先登录',
    forbidden: '您没有权限进行此操作',
    not_found: '没有找到相关内容',
    conflict: '当前状态下无法进行此操作',
    too_large: '提交的内容太大',
    limited: '操作太频繁,请稍后再试',
    unavailable: '服务暂时不可用,请稍后再试',
  },
  en: {
    invalid: 'This is not valid.',
    unauthenticated: 'Please sign in first.',
    forbidden: 'You are not allowed to do this.',
    not_found: 'There is no such thing.',
    conflict: 'This is not possible at the moment.',
    too_large: 'This is too large.',
    limited: 'Too many attempts. Please try again later.',
    unavailable: 'This is unavailable for the moment. Please try again later.',
  },
}

/** The sentence for a person. `{name}` in a text is replaced by that field of the detail. */
export type Say = (lang: Lang, error: { kind: ErrorKind; code: string; detail: Record<string, unknown> }) => string

export function createSay(all: readonly Messages[]): Say {
  const texts: Messages = { 'zh-CN': {}, en: {} }
  for (const messages of [kernelMessages, ...all]) {
    Object.assign(texts['zh-CN'], messages['zh-CN'])
    Object.assign(texts.en, messages.en)
  }
  return (lang, { kind, code, detail }) => {
    const text = texts[lang][code] ?? byKind[lang][kind]
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = detail[name]
      return typeof value === 'string' || typeof value === 'number' ? String(value) : whole
    })
  }
}

/** The first language of `Accept-Language` that we speak; Chinese when there is none. */
export function langOf(header: string | undefined): Lang {
  for (const part of (header ?? '').split(',')) {
    const tag = part.trim().toLowerCase()
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return 'zh-CN'
}
