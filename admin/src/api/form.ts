import { App, type FormInstance } from 'antd'
import { useT } from '../i18n/i18n.tsx'
import { fieldIssues } from './error.ts'
import { messageOf } from './message.ts'

/** An error handler for `useWrite` that shows faults of single fields beside them, and anything else as a message. */
export function useFormError<V>(form: FormInstance<V>): (error: Error) => boolean {
  const { message } = App.useApp()
  const t = useT()
  return (error) => {
    const issues = fieldIssues(error)
    for (const issue of issues) {
      // The server names fields as the form does; one it does not know is ignored by antd and told in the message.
      form.setFields([{ name: issue.path as never, errors: [issue.message] }]) // `never`: field paths of V are not known here
    }
    message.error(messageOf(error, t), 6)
    return true
  }
}

/** A key for a command, made once per intention so that a repetition is recognised. */
export const newKey = (): string => crypto.randomUUID()
