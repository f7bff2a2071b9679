import { AppError } from '../../kernel/errors.ts'
import type { Trigger } from '../../kernel/notify.ts'
import type { Messaging } from './context.ts'
import { type Channel, Channel as Channels, type TemplateInput } from './contract.ts'
import { fitField, isFieldKey } from './fields.ts'
import { putTemplate, type TemplateRow, templateRows } from './queries/settings.ts'
import { fill, type Params, segmentsOf, unknownPlace } from './words.ts'

/** What the law wants below an offer by text message: how to have no more of them. */
const unsubscribe = '拒收请回复R'

export function triggerOf(messaging: Pick<Messaging, 'triggers'>, name: string): Trigger {
  const found = messaging.triggers.get(name)
  if (!found) throw new AppError('not_found', 'trigger_unknown', { trigger: name })
  return found
}

/** What holds for a way without a row of its own: told in the app as the module has declared it, by no other way. */
export const originalOf = (trigger: Trigger, channel: Channel): TemplateRow => ({
  trigger: trigger.name,
  channel,
  enabled: channel === 'inbox',
  title: channel === 'inbox' ? trigger.title : '',
  text: channel === 'inbox' ? trigger.text : '',
  templateRef: '',
  fields: [],
  urgent: false,
  fallback: false,
})

/** The template of each way for a trigger. */
export async function templatesOf(messaging: Pick<Messaging, 'db'>, trigger: Trigger): Promise<TemplateRow[]> {
  return ofEachWay(trigger, await templateRows(messaging.db, trigger.name))
}

export const ofEachWay = (trigger: Trigger, rows: readonly TemplateRow[]): TemplateRow[] =>
  Channels.options.map((channel) => rows.find((row) => row.channel === channel) ?? originalOf(trigger, channel))

/** Throws what would be refused when it is sent: an unknown place, a field of no kind, an offer without a way to decline. */
export function checkTemplate(trigger: Trigger, channel: Channel, template: TemplateInput): void {
  const params: Params = trigger.sample
  const unknown = [template.title, template.text, ...template.fields.map(({ value }) => value)].map((wording) =>
    unknownPlace(wording, params),
  )
  const place = unknown.find((name) => name !== undefined)
  if (place !== undefined) throw new AppError('invalid', 'template_place_unknown', { place })
  if (channel === 'inbox') {
    if (template.title === '' || template.text === '') throw new AppError('invalid', 'template_empty')
    return
  }
  if (channel === 'sms' && trigger.kind === 'marketing' && template.text !== '' && !template.text.includes(unsubscribe))
    throw new AppError('invalid', 'template_unsubscribe_missing')
  if (!template.enabled) return
  if (template.templateRef === '') throw new AppError('invalid', 'template_ref_missing')
  if (channel === 'sms' && template.text === '') throw new AppError('invalid', 'template_empty')
  if (channel !== 'sms' && template.fields.length === 0) throw new AppError('invalid', 'template_empty')
  for (const { key, value } of template.fields) {
    if (channel === 'weapp' && !isFieldKey(key)) throw new AppError('invalid', 'template_field_wrong', { field: key })
    if (channel === 'weapp' && fitField(key, fill(value, params)) === null)
      throw new AppError('invalid', 'template_field_wrong', { field: key })
  }
}

export async function saveTemplate(
  messaging: Messaging,
  at: { trigger: string; channel: Channel },
  template: TemplateInput,
): Promise<TemplateRow> {
  checkTemplate(triggerOf(messaging, at.trigger), at.channel, template)
  const row = { ...template, ...at }
  await putTemplate(messaging.db, row, messaging.now())
  return row
}

/** Values for the places of a platform's template; null names the field that nothing fit stands for. */
export function fieldsOf(template: TemplateRow, params: Params): { fields: { key: string; value: string }[] } | { unfit: string } {
  const fields: { key: string; value: string }[] = []
  for (const { key, value } of template.fields) {
    const text = fill(value, params)
    const fitted = template.channel === 'weapp' ? fitField(key, text) : text === '' ? null : [...text].slice(0, 200).join('')
    if (fitted === null) return { unfit: key }
    fields.push({ key, value: fitted })
  }
  return { fields }
}

export function preview(messaging: Messaging, at: { trigger: string; channel: Channel }, template: TemplateInput) {
  const trigger = triggerOf(messaging, at.trigger)
  checkTemplate(trigger, at.channel, template)
  const text = fill(template.text, trigger.sample)
  return {
    title: fill(template.title, trigger.sample),
    text,
    fields: template.fields.map(({ key, value }) => {
      const whole = fill(value, trigger.sample)
      const fitted = at.channel === 'weapp' ? (fitField(key, whole) ?? '') : whole
      return { key, value: fitted, cut: fitted !== whole }
    }),
    segments: at.channel === 'sms' ? segmentsOf(text) : 0,
  }
}
