// Holds what the build wrote of the API against the rules for such documents: Redocly and Spectral for services/*/openapi.json,
// AsyncAPI's own parser for shared/Contracts/asyncapi.json. Says what is wrong where, and how much; an error fails.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const require = createRequire(import.meta.url);
const version = name => JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')).version;
const documents = readdirSync(join(root, 'services')).map(service => join(root, 'services', service, 'openapi.json')).filter(existsSync);

/** Runs a tool of node_modules and returns what it wrote. Its exit code says no more than the findings do. */
function run(tool, ...args) {
    const ran = spawnSync(join(here, 'node_modules/.bin', tool), args, { cwd: here, encoding: 'utf8', maxBuffer: 1 << 28, env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } });
    if (ran.error) throw ran.error;
    if (!ran.stdout) throw new Error(`${tool} said nothing: ${ran.stderr}`);
    return ran.stdout;
}

const redocly = () => documents.flatMap(document =>
    JSON.parse(run('redocly', 'lint', '--config', 'redocly.yaml', '--format', 'json', '--max-problems', '10000', document)).problems
        .filter(problem => !problem.ignored)
        .map(problem => ({ document, error: problem.severity === 'error', rule: problem.ruleId, at: problem.location[0]?.pointer ?? '#/', message: problem.message })));

function spectral() {
    const said = run('spectral', 'lint', '--ruleset', '.spectral.yaml', '--format', 'json', '--quiet', ...documents);
    return JSON.parse(said.slice(0, said.lastIndexOf(']') + 1))
        .map(found => ({ document: found.source, error: found.severity === 0, rule: found.code, at: `#/${found.path.join('/')}`, message: found.message }));
}

async function asyncapi() {
    const document = join(root, 'shared/Contracts/asyncapi.json');
    const { Parser } = require('@asyncapi/parser');
    const { document: parsed, diagnostics } = await new Parser().parse(readFileSync(document, 'utf8'));
    const found = diagnostics.map(found => ({ document, error: found.severity === 0, rule: found.code, at: `#/${found.path.join('/')}`, message: found.message }));
    if (!parsed && !found.some(one => one.error)) found.push({ document, error: true, rule: 'asyncapi', at: '#/', message: 'It is no AsyncAPI document.' });
    return found;
}

let errors = 0;
function tell(what, findings) {
    for (const one of findings)
        console.log(`${one.error ? 'error' : 'warning'}  ${relative(root, one.document)}  ${one.at}\n    ${one.rule}: ${one.message}`);
    const wrong = findings.filter(one => one.error).length;
    errors += wrong;
    console.log(`${what}: ${wrong} errors, ${findings.length - wrong} warnings`);
}

if (documents.length === 0) throw new Error('There is no OpenAPI document. Build the services first: dotnet build Forum.sln -c Release');
tell(`Redocly ${version('@redocly/cli')}, recommended, ${documents.length} OpenAPI documents`, redocly());
tell(`Spectral ${version('@stoplight/spectral-cli')}, oas and OWASP, ${documents.length} OpenAPI documents`, spectral());
tell(`@asyncapi/parser ${version('@asyncapi/parser')}, 1 AsyncAPI document`, await asyncapi());
process.exitCode = errors === 0 ? 0 : 1;
