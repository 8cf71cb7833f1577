"""Uploads the files of the web client that have changed, then the settings; removes what is no longer there."""

import hashlib
import json
import mimetypes
import pathlib
import sys

import boto3

TYPES = {".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8",
         ".webmanifest": "application/manifest+json", ".map": "application/json", ".svg": "image/svg+xml"}
SETTINGS = "config.json"


def main(stack, folder, region=None):
    session = boto3.Session(region_name=region)
    outputs = stack_outputs(session, stack)
    if "WebBucket" not in outputs:
        sys.exit(f"The stack {stack} hosts no web client: deploy it with the parameter HostWebClient=true first.")
    files = {str(path.relative_to(folder)): path.read_bytes()
             for path in sorted(pathlib.Path(folder).rglob("*")) if path.is_file()}
    files[SETTINGS] = json.dumps(json.loads(outputs["ClientSettings"]), indent=2).encode()
    bucket = session.resource("s3").Bucket(outputs["WebBucket"])
    there = {item.key: item.e_tag.strip('"') for item in bucket.objects.all()}
    # Pages come last, so that whoever loads one finds everything that it names.
    changed = sorted((name for name, body in files.items() if there.get(name) != hashlib.md5(body).hexdigest()),
                     key=lambda name: (not name.startswith("assets/"), name.endswith(".html"), name))
    for name in changed:
        print(f"  {name}")
        bucket.put_object(Key=name, Body=files[name], ContentType=content_type(name), CacheControl=cache_control(name))
    # An open page of the version before may still load what lies in assets/: that stays.
    gone = [name for name in there if name not in files and not name.startswith("assets/")]
    for name in gone:
        bucket.Object(name).delete()
    paths = ["/" + name for name in changed if not name.startswith("assets/")]
    if paths:
        session.client("cloudfront").create_invalidation(
            DistributionId=outputs["WebDistribution"],
            InvalidationBatch={"Paths": {"Quantity": len(paths) + 1, "Items": [*paths, "/"]},
                               "CallerReference": hashlib.sha256("".join(changed).encode() + files["index.html"]).hexdigest()})
    address = outputs["WebAddress"]
    print(f"{len(changed)} of {len(files)} files uploaded. The web client is at {address}")
    if address not in allowed_origins(session, stack):
        print(f"Next: let it connect, by deploying with the parameter AllowedOrigins={address}\n"
              f"  make deploy ARGS=\"--parameter-overrides HostWebClient=true AllowedOrigins={address}\"\n"
              f"and allow the domain in Firebase's console (Authentication, Settings, Authorized domains).")


def stack_outputs(session, stack):
    described = session.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    return {output["OutputKey"]: output["OutputValue"] for output in described.get("Outputs", [])}


def allowed_origins(session, stack):
    described = session.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]
    given = {each["ParameterKey"]: each.get("ParameterValue", "") for each in described.get("Parameters", [])}
    return given.get("AllowedOrigins", "").split(",")


def content_type(name):
    return TYPES.get(pathlib.PurePath(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def cache_control(name):
    return "public, max-age=31536000, immutable" if name.startswith("assets/") else "no-cache"


if __name__ == "__main__":
    main(*sys.argv[1:])
