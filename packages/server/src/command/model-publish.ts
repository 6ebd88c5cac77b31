import { CommandError } from '../command-error.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import type { Session } from '../session.ts';
import { markAllDue } from '../store/due-lead.ts';
import { listActiveVersions, publishVersion } from '../store/model-version.ts';
import { loadModel, readText } from './model-file.ts';
import type { StoreOptions } from './option.ts';
import { withStore } from './with-store.ts';

export interface ModelPublishOptions extends StoreOptions {
  readonly reason?: string | undefined;
}

/** Publishes a model as the version that scores, and marks every lead as due. */
export async function runModelPublish(
  path: string,
  options: ModelPublishOptions,
  session: Session,
): Promise<ExitCode> {
  const { terminal, words, now } = session;
  const reason = options.reason?.trim() ?? '';
  if (reason === '') throw new CommandError('error_reason');
  const { model } = await loadModel(path);
  const document = await readText(path, 'model');
  const { version, count } = await withStore(options, session, async (store) => {
    const active = (await listActiveVersions(store)).find((one) => one.model === model.id);
    const published = await publishVersion(store, {
      model: model.id,
      document,
      publishedAt: now,
      publishedBy: 'command line',
      reason,
      seen: active?.version ?? 0,
    });
    if (published === undefined) throw new CommandError('error_published', { model: model.id });
    return { version: published, count: await markAllDue(store, now) };
  });
  if (options.json === true)
    terminal.out(`${JSON.stringify({ model: model.id, version, due: count }, null, 2)}\n`);
  else terminal.note(words.say('publish_done', { model: model.id, version, count }));
  return exitCodes.ok;
}
