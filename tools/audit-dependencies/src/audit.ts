import { z } from 'zod';
import type { Advisory, AdvisorySource, Locked } from './advisory.ts';
import { unexplained, type Exception } from './exceptions.ts';

export interface Subject {
  readonly name: string;
  readonly packages: readonly Locked[];
  /** Asked one after the other until one answers. */
  readonly sources: readonly AdvisorySource[];
}

export interface Verdict {
  /** The source that answered; without one nothing is known. */
  readonly answeredBy: string | undefined;
  readonly isClean: boolean;
  readonly lines: readonly string[];
}

/** Asks for advisories against packages. It is clean only if a source has answered and nothing is left unexplained. */
export async function audit(subject: Subject, exceptions: readonly Exception[], today: string): Promise<Verdict> {
  const { name, packages, sources } = subject;
  const lines: string[] = [];
  // Nothing to check is a fault of this tool, not good news.
  if (packages.length === 0) return { answeredBy: undefined, isClean: false, lines: [`${name}: no packages found`] };
  for (const source of sources) {
    try {
      const advisories = await source.ask(packages);
      const open = unexplained(advisories, exceptions, today);
      return {
        answeredBy: source.name,
        isClean: open.length === 0,
        lines: [
          ...lines,
          `${name}: ${source.name} answered for ${packages.length} packages: ` +
            `${advisories.length} advisories, ${open.length} unexplained`,
          ...open.map(describe),
        ],
      };
    } catch (error) {
      lines.push(`${name}: ${source.name} did not answer: ${reasonOf(error)}`);
    }
  }
  const verdict = `${name}: NOT CHECKED, for no source answered; ${packages.length} packages may have known weaknesses`;
  return { answeredBy: undefined, isClean: false, lines: [...lines, verdict] };
}

function describe({ name, version, id, severity, title }: Advisory): string {
  return `  ${name}@${version}: ${id} (${severity}) ${title}`;
}

const failure = z.object({ message: z.string(), cause: z.object({ message: z.string() }).optional() });

function reasonOf(error: unknown): string {
  const { data } = failure.safeParse(error);
  if (data === undefined) return String(error);
  return data.cause === undefined ? data.message : `${data.message}: ${data.cause.message}`;
}
